import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkKey } from '../../scripts/lib/check-key';
import { ensureChromium, findChromium } from '../../scripts/lib/chromium';
import { rootFolder } from '../../scripts/lib/paths';
import { Suite, testStep } from '../../scripts/lib/suite';

const environment = { ...process.env };
let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'aiml-scripts-'));
	delete process.env.CHROMIUM_PATH;
});
afterEach(() => {
	process.env = { ...environment };
	rmSync(folder, { recursive: true, force: true });
});

/** A program that prints this, whatever it is asked. */
function program(name: string, printed: string): string {
	const file = join(folder, name);
	writeFileSync(file, `#!/bin/sh\necho '${printed}'\n`);
	chmodSync(file, 0o755);
	return file;
}

describe('Chromium', () => {
	test('is taken, not a branded Chrome, which ignores --load-extension', () => {
		process.env.PATH = folder;
		program('google-chrome', 'Google Chrome 140.0.7339.80');
		program('google-chrome-stable', 'Google Chrome 140.0.7339.80');
		expect(findChromium()).toBeUndefined();
		const chromium = program('chromium', 'Chromium 140.0.7339.80');
		expect(findChromium()).toBe(chromium);
	});

	test.each(['Chromium 124.0.6367.60 built on Debian', 'Chromium 156.0.8078.79 '])(
		'is new enough: %s',
		async (printed) => {
			const file = (process.env.CHROMIUM_PATH = program('some-chromium', printed));
			expect(await ensureChromium()).toBe(file);
		},
	);

	test.each([
		[
			'Chromium 123.0.6312.122',
			/some-chromium is Chromium 123; the tests need Chromium 124 or newer$/,
		],
		['Google Chrome 140.0.7339.80', /some-chromium tells no version of Chromium/],
		['', /some-chromium tells no version of Chromium/],
	])('is refused in one line: %j', async (printed, message) => {
		process.env.CHROMIUM_PATH = program('some-chromium', printed);
		await expect(ensureChromium()).rejects.toThrow(message);
	});
});

test('tests whose folder is missing fail', async () => {
	const suite = new Suite();
	// What the step tells on the terminal is no part of the tests' own output.
	jest.spyOn(process.stdout, 'write').mockReturnValue(true);
	expect(await suite.run([testStep('Lost tests', ['unit', 'nowhere'], suite.count)])).toBe(false);
	jest.restoreAllMocks();
	expect(suite.count).toEqual({ passed: 0, failed: 1 });
	await expect(
		testStep('Lost tests', ['nowhere'], suite.count).work({ note: () => undefined }),
	).rejects.toThrow('there is no test/nowhere');
});

describe('Arguments', () => {
	/** What a command says with these arguments, and how it ends. */
	const run = (name: string, ...given: string[]) => {
		const script = join(rootFolder, 'scripts', `${name}.ts`);
		return spawnSync(process.execPath, ['--import', 'tsx', script, ...given], {
			cwd: rootFolder,
			encoding: 'utf8',
		});
	};
	const commands = readdirSync(join(rootFolder, 'scripts'))
		.filter((name) => name.endsWith('.ts'))
		.map((name) => name.slice(0, -'.ts'.length));

	test.each(commands)('%s refuses what it does not take, and shows its usage', (name) => {
		const { stdout, status } = run(name, '--bogus');
		expect(stdout).toMatch(/^✗ Unknown option '--bogus'\n {2}Usage: npm (run )?\w+/);
		expect(status).toBe(1);
	});

	test.each(commands)('%s shows its usage with --help, and does nothing else', (name) => {
		const { stdout, stderr, status } = run(name, '--help');
		expect(stdout).toMatch(new RegExp(`^Usage: npm (run )?${name}\\b`));
		expect(stdout).not.toContain('✓');
		expect(stderr).toBe('');
		expect(status).toBe(0);
	});

	test('bench names what it measures', () => {
		const { stdout } = run('bench', '--help');
		for (const name of readdirSync(join(rootFolder, 'bench')))
			if (name.endsWith('.ts')) expect(stdout).toContain(name.slice(0, -'.ts'.length));
	});
});

describe('The key of npm start', () => {
	let server: Server;
	let status: number;
	let requests: IncomingMessage[];
	let url: string;

	beforeEach(async () => {
		for (const name of Object.keys(process.env))
			if (name.toLowerCase().endsWith('_proxy')) delete process.env[name];
		requests = [];
		server = createServer((request, response) => {
			requests.push(request);
			response.writeHead(status, { location: '/elsewhere' }).end('{}');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	afterEach(() => server.close());

	test('is checked by one request for the balance, which costs nothing', async () => {
		status = 200;
		await checkKey('my-key', `${url}/v1/`);
		expect(requests.map(({ method, url: path }) => `${method} ${path}`)).toEqual([
			'GET /v2/billing',
		]);
		expect(requests[0]?.headers.authorization).toBe('Bearer my-key');
	});

	test('is refused when the API does not know it', async () => {
		status = 401;
		await expect(checkKey('my-key', url)).rejects.toMatchObject({
			message: `${url} does not know this AIMLAPI_KEY (401)`,
			advice: expect.stringContaining('aimlapi.com/app/keys'),
		});
	});

	test.each([302, 403, 404, 429, 500])('is not refused by %i', async (code) => {
		status = code;
		await checkKey('my-key', url);
		expect(requests).toHaveLength(1);
	});

	test('is not in what is told when it cannot be sent', async () => {
		const refused = checkKey('my\nkey', url);
		await expect(refused).rejects.toThrow('AIMLAPI_KEY holds characters that no key has');
		await expect(refused).rejects.not.toThrow(/my/);
		expect(requests).toEqual([]);
	});

	test('cannot be checked without a network, which is told', async () => {
		await new Promise((resolve) => server.close(resolve));
		await expect(checkKey('my-key', url)).rejects.toMatchObject({
			message: `${url} could not be reached (ECONNREFUSED)`,
			advice: expect.stringContaining('AIMLAPI_BASE_URL'),
		});
		await expect(checkKey('my-key', 'no address')).rejects.toThrow(/ERR_INVALID_URL/);
	});

	test('is left to n8n where requests go through a proxy, which this one would pass by', async () => {
		await new Promise((resolve) => server.close(resolve));
		process.env.HTTPS_PROXY = 'http://proxy.example:3128';
		await checkKey('my-key', url);
	});
});
