import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	NodeHelpers,
	Workflow,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { AimlApi } from '../../nodes/AimlApi/AimlApi.node';
import { RESOURCES } from '../../nodes/AimlApi/resources';
import { modelKind } from '../../nodes/AimlApi/wrong-model';
import { nodeReference } from '../../scripts/lib/node-reference';

const ROOT = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

const OPERATIONS = RESOURCES.flatMap((resource) =>
	resource.operations.map((operation) => ({
		...operation,
		path: `${resource.value}/${operation.value}`,
	})),
);

/** A field and all that are inside of it. */
function withInner(field: INodeProperties): INodeProperties[] {
	const options = (field.options ?? []) as Array<INodeProperties | INodePropertyCollection>;
	if (field.type === 'collection')
		return [field, ...(options as INodeProperties[]).flatMap(withInner)];
	if (field.type === 'fixedCollection')
		return [
			field,
			...(options as INodePropertyCollection[]).flatMap(({ values }) => values.flatMap(withInner)),
		];
	return [field];
}

const choices = (field: INodeProperties) =>
	['options', 'multiOptions'].includes(field.type)
		? ((field.options ?? []) as INodePropertyOptions[])
		: [];

/** True when some choice of other fields shows both. */
function shownTogether(one: INodeProperties, other: INodeProperties): boolean {
	const shows = [one, other].map(({ displayOptions }) => displayOptions?.show ?? {});
	const shared = Object.keys(shows[0]!).filter((name) => name in shows[1]!);
	return shared.every((name) =>
		(shows[0]![name] as unknown[]).some((value) => (shows[1]![name] as unknown[]).includes(value)),
	);
}

const byName = (a: string, b: string) => a.localeCompare(b);

describe.each(OPERATIONS)('$path', ({ name, action, description, properties, modelTypes }) => {
	const fields = properties.flatMap(withInner);

	it('has a name in Title Case, an action in sentence case and a description', () => {
		expect(name).toMatch(/^[A-Z]/);
		expect(action).toMatch(/^[A-Z][a-z]+ [^.]+[^.]$/);
		expect(description).not.toBe('');
	});

	it('has words for the kind of its models', () => {
		for (const type of modelTypes ?? []) expect(modelKind([type])).toMatch(/^an? .*model/);
	});

	it('ends one sentence without a full stop, and several with one', () => {
		const texts = [
			description,
			...fields.flatMap((field) => [
				field.description,
				field.hint,
				...choices(field).map((choice) => choice.description),
			]),
		];
		const sentences = (text: string) => text.replace(/\.$/, '').split(/[.?!] (?=[A-Z])/).length;
		const wrong = texts.filter((text) => text && /[^.]\.$/.test(text) !== sentences(text) > 1);
		expect(wrong).toEqual([]);
	});

	it('gives an example, or a hint, for every text', () => {
		const texts = fields.filter(({ type }) => type === 'string');
		const bare = texts.filter(({ placeholder, hint }) => !placeholder && !hint);
		expect(bare.map((field) => field.name)).toEqual([]);
		for (const { placeholder = '' } of texts)
			if (placeholder) expect(placeholder).toMatch(/^e\.g\. /);
	});

	it('asks for Simplify after what is sent', () => {
		const names = properties.map((property) => property.name);
		if (!names.includes('modelParameters') || !names.includes('simplify')) return;
		expect(names.indexOf('simplify')).toBeGreaterThan(names.indexOf('modelParameters'));
	});

	it('says of every switch whether what', () => {
		const switches = fields.filter(({ type }) => type === 'boolean');
		for (const field of switches) expect(field.description).toMatch(/^Whether /);
	});

	it('never shows two fields of the same name', () => {
		const doubles = properties.flatMap((one, index) =>
			properties
				.slice(index + 1)
				.filter((other) => other.displayName === one.displayName && shownTogether(one, other))
				.map((other) => `${one.name} and ${other.name}: ${one.displayName}`),
		);
		expect(doubles).toEqual([]);
	});

	it('lists choices and optional fields by the alphabet', () => {
		for (const field of fields) {
			const names = choices(field).map((choice) => choice.name);
			expect(names).toEqual([...names].sort(byName));
			if (field.type !== 'collection') continue;
			const inner = (field.options as INodeProperties[]).map(({ displayName }) => displayName);
			expect(inner).toEqual([...inner].sort(byName));
		}
	});
});

describe('the node', () => {
	const { description } = new AimlApi();

	it('lists resources and operations by the alphabet', () => {
		const lists = description.properties.filter(({ name }) =>
			['resource', 'operation'].includes(name),
		);
		expect(lists).toHaveLength(RESOURCES.length + 1);
		for (const list of lists) {
			const names = choices(list).map(({ name }) => name);
			expect(names).toEqual([...names].sort(byName));
		}
	});

	it.each([
		['complete', 'chat', 'Complete: chat'],
		['getMany', 'apiKey', 'Get many: api key'],
		['createThreadAndRun', 'run', 'Create thread and run: run'],
	])('shows %s of %s as “%s”', (operation, resource, shown) => {
		const node = {
			id: '1',
			name: 'AI/ML API',
			type: 'aimlApi',
			typeVersion: 1,
			position: [0, 0] as [number, number],
			parameters: { operation, resource },
		};
		const nodeTypes = {
			getByName: () => new AimlApi(),
			getByNameAndVersion: () => new AimlApi(),
			getKnownTypes: () => ({}),
		};
		const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
		const subtitle = workflow.expression.getSimpleParameterValue(
			node,
			description.subtitle,
			'internal',
			{},
		);
		expect(subtitle).toBe(shown);
	});

	it.each([
		['{"operation":"video:generate","id":"1"}', false],
		['video:generate 1', false],
		['1', true],
		['={{ $json.job }}', true],
	])('asks what started the job %s: %s', (job, isAsked) => {
		const node = { typeVersion: 1 };
		const field = description.properties.find(({ name }) => name === 'jobOperation')!;
		const values = { resource: 'job', operation: 'get', job };
		expect(NodeHelpers.displayParameter(values, field, node, description)).toBe(isAsked);
	});

	it('links to a heading that the README has', () => {
		const codex = JSON.parse(read('nodes/AimlApi/AimlApi.node.json')) as {
			resources: { primaryDocumentation: Array<{ url: string }> };
		};
		const { homepage } = JSON.parse(read('package.json')) as { homepage: string };
		const [home, anchor] = codex.resources.primaryDocumentation[0]!.url.split('#');
		expect(home).toBe(homepage.split('#')[0]);
		const headings = [...read('README.md').matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
			heading!
				.toLowerCase()
				.replace(/[^\w -]/g, '')
				.replaceAll(' ', '-'),
		);
		expect(headings).toContain(anchor);
	});

	it('is what docs/nodes.md says', () => {
		const normal = (text: string) => text.replace(/-{3,}/g, '---').replace(/\s+/g, ' ').trim();
		expect(normal(read('docs/nodes.md'))).toBe(normal(nodeReference()));
	});
});
