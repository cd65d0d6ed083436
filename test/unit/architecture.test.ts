import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';
import * as client from '../../client';
import { DEFAULT_MODELS } from '../../client';
import { JOBS } from '../../nodes/AimlApi/jobs';

const ROOT = resolve(__dirname, '../..');

/** What each part of the product may import from the repository, besides itself. */
const MAY_IMPORT: Record<string, readonly string[]> = {
	client: [],
	credentials: ['client'],
	nodes: ['client', 'credentials'],
	extension: ['client', 'package.json'],
};
const PARTS = Object.keys(MAY_IMPORT);

interface SourceFile {
	/** Path from the repository, with `/`. */
	readonly path: string;
	readonly part: string;
	readonly syntax: ts.SourceFile;
}

const files: readonly SourceFile[] = PARTS.flatMap((part) =>
	sourcesIn(join(ROOT, part)).map((path) => ({
		path: relative(ROOT, path).split(sep).join('/'),
		part,
		syntax: ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2022, true),
	})),
);

function sourcesIn(folder: string): string[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return sourcesIn(path);
		return entry.name.endsWith('.ts') ? [path] : [];
	});
}

/** Every module a file names: `import`, `export … from`, `import()`, `require()` and types. */
function importsOf({ syntax }: SourceFile): string[] {
	return ts.preProcessFile(syntax.text, true, true).importedFiles.map(({ fileName }) => fileName);
}

/** The part of the repository that an import leads to; undefined for a package. */
function partOf(file: SourceFile, specifier: string): string | undefined {
	if (!specifier.startsWith('.')) return undefined;
	const target = resolve(dirname(join(ROOT, file.path)), specifier);
	return relative(ROOT, target).split(sep)[0];
}

test('there is something to look at', () => {
	expect(files.filter(({ part }) => part === 'client').length).toBeGreaterThan(10);
	expect(files.flatMap(importsOf).length).toBeGreaterThan(20);
});

describe.each(PARTS)('%s/', (part) => {
	const own = files.filter((file) => file.part === part);

	test(`imports nothing of the repository but ${['itself', ...MAY_IMPORT[part]!].join(', ')}`, () => {
		const allowed = [part, ...MAY_IMPORT[part]!];
		const forbidden = own.flatMap((file) =>
			importsOf(file)
				.filter((specifier) => !allowed.includes(partOf(file, specifier) ?? part))
				.map((specifier) => `${file.path} imports ${specifier}`),
		);
		expect(forbidden).toEqual([]);
	});

	test('names no vendor and no model in its code', () => {
		expect(own.flatMap(vendorNamesIn)).toEqual([]);
	});
});

test('client/ imports no package, not even one of Node', () => {
	const packages = files
		.filter(({ part }) => part === 'client')
		.flatMap((file) => importsOf(file).filter((specifier) => !specifier.startsWith('.')));
	expect(packages).toEqual([]);
});

describe('the client', () => {
	const exported = ts
		.preProcessFile(readFileSync(join(ROOT, 'client/index.ts'), 'utf8'))
		.importedFiles.map(({ fileName }) => fileName);

	const operations = files.filter(({ path }) => path.startsWith('client/operations/'));

	test.each(operations)('exports $path', ({ path }) => {
		const module = path.replace(/^client/, '.').replace(/(\/index)?\.ts$/, '');
		expect(exported).toContain(module);
	});

	test('is known to the node where its result is fetched later', () => {
		const found = Object.values(client).filter(
			(value): value is typeof client.generateVideo =>
				typeof value === 'object' && 'start' in value && 'check' in value,
		);
		expect(found.length).toBeGreaterThan(0);
		for (const operation of found) expect(JOBS[operation.name]?.operation).toBe(operation);
	});
});

/** Vendors and model families; short words only as whole words. */
const VENDORS = new RegExp(
	[
		'openai|anthropic|claude|gemini|deepseek|minimax|hailuo|runway|kling|qwen|alibaba|bytedance',
		'seedance|seedream|pixverse|mistral|perplexity|eleven_?labs|deepgram|recraft|bagoodex|nvidia',
		'\\b(gpt|dall-e|flux|veo|sora|grok|luma|imagen|llama|suno|google|ltxv|whisper)\\b',
	].join('|'),
	'i',
);
/** Catalogue types name the endpoint's protocol, e.g. `openai/chat-completions`: no model. */
const ENDPOINT_TYPES: readonly string[] = Object.values(client).flatMap((value) => {
	if (typeof value !== 'object') return [];
	const operation = 'start' in value ? (value.start as object) : value;
	return 'modelTypes' in operation ? (operation.modelTypes as string[]) : [];
});
/** Texts that are shown and never read by code. */
const SHOWN = ['placeholder', 'description', 'displayName', 'hint'];

function isTemplatePart(node: ts.Node): node is ts.TemplateLiteralLikeNode {
	return ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}

/** Names and texts of a file's code, comments left out, in which a vendor or a default model stands. */
function vendorNamesIn({ path, syntax }: SourceFile): string[] {
	if (path === 'client/default-models.ts') return [];
	const found: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isPropertyAssignment(node) && SHOWN.includes(node.name.getText())) return;
		// A path of the API is a fact, whatever it is named after.
		if (ts.isStringLiteral(node) && node.text.startsWith('/')) return;
		if (ts.isIdentifier(node) || ts.isLiteralExpression(node) || isTemplatePart(node))
			check(node.text);
		ts.forEachChild(node, visit);
	};
	const check = (text: string) => {
		if (ENDPOINT_TYPES.includes(text)) return;
		const isDefault = Object.values(DEFAULT_MODELS).some((id) => text.includes(id));
		if (isDefault || VENDORS.test(text)) found.push(`${path}: ${text}`);
	};
	visit(syntax);
	return found;
}
