import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/** The package as `npm publish` would send it, unpacked. */
const folder = mkdtempSync(join(tmpdir(), 'aiml-package-'));
const unpacked = join(folder, 'package');
let files: string[];

beforeAll(() => {
	const [packed] = JSON.parse(
		execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
			cwd: ROOT,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'ignore'],
		}),
	) as [{ filename: string; files: Array<{ path: string }> }];
	files = packed.files.map(({ path }) => path);
	execFileSync('tar', ['-xzf', join(folder, packed.filename), '-C', folder]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('holds the built nodes, credentials and client, and nothing else', () => {
	const expected =
		/^(package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/(client|credentials|nodes)\/.+\.(js|json|svg))$/;
	expect(files.filter((path) => !expected.test(path))).toEqual([]);
	expect(files).toEqual(
		expect.arrayContaining([
			'README.md',
			'LICENSE',
			'dist/client/index.js',
			'dist/credentials/AimlApi.credentials.js',
			'dist/credentials/aimlApi.svg',
			'dist/credentials/aimlApi.dark.svg',
			'dist/nodes/AimlApi/AimlApi.node.js',
			'dist/nodes/AimlApi/AimlApi.node.json',
			'dist/nodes/AimlApi/__schema__/v1.0.0/chat/complete.json',
			'dist/nodes/AimlApi/aimlApi.svg',
			'dist/nodes/AimlApi/aimlApi.dark.svg',
		]),
	);
});

it('needs nothing but n8n-workflow at run time', () => {
	const manifest = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8')) as Record<
		string,
		unknown
	>;
	expect(manifest.dependencies ?? {}).toEqual({});
	expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });

	symlinkSync(join(ROOT, 'node_modules/n8n-workflow'), join(folder, 'n8n-workflow'));
	const script = `
		const { n8n } = require('./package.json');
		const found = [...n8n.nodes, ...n8n.credentials].map((file) => {
			const name = file.split('/').pop().split('.')[0];
			return typeof require('./' + file)[name];
		});
		console.log(JSON.stringify(found));`;
	const printed = execFileSync(process.execPath, ['-e', script], {
		cwd: unpacked,
		encoding: 'utf8',
		env: { ...process.env, NODE_PATH: folder },
	});
	expect(JSON.parse(printed)).toEqual(['function', 'function']);
});

describe('the scan n8n makes of a community package', () => {
	/** The tarball with every pattern of n8n's own, the source with those it uses for a source. */
	const scans: Array<[string, string, string]> = [
		['source', ROOT, 'SOURCE_FILE_PATTERNS'],
		['tarball', unpacked, 'undefined'],
	];

	it.each(scans)('is passed by the %s', (_, directory, patterns) => {
		expect(scan(directory, patterns)).toEqual({ passed: true });
	});

	it.each(scans)('finds what is planted in the %s', (name, directory, patterns) => {
		const copy = join(folder, `planted-${name}`);
		const parts = name === 'source' ? ['package.json', 'nodes', 'credentials'] : ['.'];
		for (const part of parts) cpSync(join(directory, part), join(copy, part), { recursive: true });
		const code = name === 'source' ? 'nodes' : 'dist/nodes';
		writeFileSync(join(copy, code, 'planted.js'), "require('node:fs');\n");
		const manifest = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8')) as object;
		writeFileSync(
			join(copy, 'package.json'),
			JSON.stringify({ ...manifest, overrides: { ajv: '1.0.0' } }),
		);
		const { passed, details } = scan(copy, patterns);
		expect(passed).toBe(false);
		expect(details).toMatch(/planted\.js[\s\S]*no-restricted-imports/);
		expect(details).toMatch(/package\.json[\s\S]*no-overrides-field/);
	});
});

/** What n8n's scanner says of a folder, in a process of its own. */
function scan(directory: string, patterns: string): { passed: boolean; details?: string } {
	const script = `
		import { analyzePackage, SOURCE_FILE_PATTERNS } from '@n8n/scan-community-package/scanner/scanner.mjs';
		const result = await analyzePackage(${JSON.stringify(directory)}, ${patterns});
		console.log('\\n' + JSON.stringify(result));`;
	const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
		cwd: ROOT,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
		// The rules behave differently when they believe to be in a test of their own.
		env: { ...process.env, NODE_ENV: 'production' },
	});
	return JSON.parse(printed.trim().split('\n').pop()!) as { passed: boolean; details?: string };
}

it('can be found in the node search of the editor', () => {
	// n8n leaves out a node of the category AI that is not among its agents.
	const codex = JSON.parse(
		readFileSync(join(unpacked, 'dist/nodes/AimlApi/AimlApi.node.json'), 'utf8'),
	) as { categories: string[]; subcategories: { AI: string[] } };
	expect(codex.categories).toEqual(['AI']);
	expect(codex.subcategories.AI).toContain('Agents');
});
