import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';

import type { NodeOperation, NodeResource } from '../../nodes/AimlApi/operation';
import { RESOURCES } from '../../nodes/AimlApi/resources';
import type { OutputSchema } from './output-schema';
import { rootFolder } from './paths';

/** Explained once, in the introduction. */
const COMMON = [
	'Model',
	'Media',
	'Model Parameters',
	'Wait for Completion',
	'Simplify',
	'Return All',
	'Limit',
	'Options',
];

const INTRODUCTION = `# The node AI/ML API

Every operation of the node: what it does, its fields and what comes out. \`npm run schemas\` writes this page from
the node itself.

## What many operations share

- **Model**: choose one from the list, which shows the live catalogue, or give its id.
- **Media**: files that go into the request, each from a binary field or a URL.
- **Model Parameters**: what else the chosen model takes, as typed fields. Only what you add is sent.
- **Wait for Completion**: wait for the result. Switched off, the item carries \`job\`, and _Job → Get_ or _Job → Wait_
  fetches the result later.
- **Simplify**: keep the fields that matter. Switched off, you get the API’s own answer.
- **Return All**, **Limit**: how many records of a list.
- **Options**: timeout, how many items run at once, and what else an operation lets you set.

Every item also carries \`call\`: the model, what the call cost and used, and the id that finds it in the logs of your
account. “Comes out” lists the fields of an example run with _Simplify_; some models leave some of them out or add others. A file
that an operation makes is the binary \`data\`, further ones are \`data2\` and so on; _Options → Put Output File in Field_
gives them another name.
`;

/** The page `docs/nodes.md`, in Markdown. */
export function nodeReference(): string {
	const contents = RESOURCES.map((resource) => {
		const names = sorted(resource).map(({ name }) => name);
		return `- [${resource.name}](#${anchor(resource.name)}): ${names.join(', ')}`;
	});
	return [
		INTRODUCTION,
		['## Operations', '', ...contents, ''].join('\n'),
		...RESOURCES.map(describeResource),
	].join('\n');
}

function describeResource(resource: NodeResource): string {
	const operations = sorted(resource).map((operation) => describeOperation(resource, operation));
	return [`## ${resource.name}\n`, ...operations].join('\n');
}

function describeOperation(resource: NodeResource, operation: NodeOperation): string {
	const { name, action, description, properties } = operation;
	const names = properties.map(({ displayName }) => displayName);
	const own = [...new Set(names)].filter((field) => !COMMON.includes(field));
	const common = COMMON.filter((field) => names.includes(field));
	return [
		`### ${resource.name}: ${name}`,
		'',
		`${sentence(description)} In the list of actions: _${action}_.${examples(resource, operation)}`,
		'',
		...own.map((field) =>
			describeField(properties.filter(({ displayName }) => displayName === field)),
		),
		`- ${own.length > 0 ? 'And' : 'Fields'}: ${common.join(', ')}`,
		`- Comes out: ${output(resource, operation)}`,
		'',
	].join('\n');
}

/** A field; one that stands in several places of a form may be explained in one of them only. */
function describeField(places: INodeProperties[]): string {
	const [field] = places;
	if (field?.type === 'notice') return `- Note: ${sentence(plain(field.displayName))}`;
	const description = places.map((place) => place.description ?? place.hint).find(Boolean) ?? '';
	const choices = field?.type === 'options' ? (field.options ?? []).map(({ name }) => name) : [];
	const texts = [
		description && sentence(plain(description)),
		// A list that the node asks the API for has no choices here, and a long one explains nothing.
		choices.length > 0 && choices.length <= 8 && `Choices: ${choices.join(', ')}.`,
	].filter(Boolean);
	const label = `**${field?.displayName}**${field?.required ? ' (required)' : ''}`;
	return texts.length > 0 ? `- ${label}: ${texts.join(' ')}` : `- ${label}`;
}

/** The fields of its output, from the schema that the editor shows; and whether files come with it. */
function output(resource: NodeResource, { value, properties }: NodeOperation): string {
	const file = join(
		rootFolder,
		'nodes/AimlApi/__schema__/v1.0.0',
		`${resource.value}/${value}.json`,
	);
	const schema = existsSync(file)
		? (JSON.parse(readFileSync(file, 'utf8')) as OutputSchema)
		: undefined;
	const fields = Object.entries(schema?.properties ?? {})
		.filter(([name]) => name !== 'call')
		.map(([name, member]) => describeMember(name, member));
	const options = properties.flatMap(({ name, options: given }) =>
		name === 'options' ? (given ?? []).map((option) => option.name) : [],
	);
	const files = options.includes('binaryProperty') ? ['binary `data`'] : [];
	return `${[...fields, ...files].join(', ')}.`;
}

const MOST_MEMBERS = 8;

function describeMember(name: string, { type, properties, items }: OutputSchema): string {
	const inside = Object.keys(properties ?? items?.properties ?? {}).map((each) => `\`${each}\``);
	const shown = inside.slice(0, MOST_MEMBERS).join(', ');
	const members = inside.length > MOST_MEMBERS ? `${shown}, …` : shown;
	const label = type === 'array' ? `\`${name}[]\`` : `\`${name}\``;
	return members ? `${label} (${members})` : label;
}

/** What of a file of `workflows/` counts here. */
interface ExampleWorkflow {
	readonly name: string;
	readonly nodes: ReadonlyArray<{
		readonly parameters: { readonly resource?: string; readonly operation?: string };
	}>;
}

/** Links to the example workflows that use an operation. */
function examples(resource: NodeResource, operation: NodeOperation): string {
	const links = readdirSync(join(rootFolder, 'workflows'))
		.filter((file) => file.endsWith('.json'))
		.sort()
		.flatMap((file) => {
			const text = readFileSync(join(rootFolder, 'workflows', file), 'utf8');
			const { name, nodes } = JSON.parse(text) as ExampleWorkflow;
			const uses = nodes.some(
				({ parameters }) =>
					parameters.resource === resource.value && parameters.operation === operation.value,
			);
			return uses ? [`[${name}](../workflows/${file})`] : [];
		});
	return links.length > 0 ? ` Example: ${links.join(', ')}.` : '';
}

const sorted = ({ operations }: NodeResource) =>
	[...operations].sort((a, b) => a.name.localeCompare(b.name));

const anchor = (heading: string) => heading.toLowerCase().replaceAll(' ', '-');

/** Without the tags that n8n's descriptions may hold. */
const plain = (text: string) => text.replace(/<[^>]+>/g, '');

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);
