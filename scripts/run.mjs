/**
 * The entry of every npm script: `node scripts/run.mjs <name> [arguments]` runs `scripts/<name>.ts`.
 *
 * It must work as the first command in a fresh clone, so it is plain JavaScript with Node
 * built-ins only and installs the development dependencies itself. npm's own `pre…` hooks are
 * no option: `.npmrc` has to set `ignore-scripts`, which silences them.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { appendFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MINIMUM_NODE = [20, 19];
const INSTALL_DEADLINE = 20 * 60_000;
const PROGRESS_INTERVAL = 10_000;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
/** Content hash of what was installed. */
const installedFile = join(modules, '.installed-from');
/** Process ids of the install that is running: this command and npm. Left by an interrupted one. */
const lockFile = join(root, 'build', 'install.lock');
const logFile = join(root, 'build', 'logs', 'npm-install.log');

function fail(message, advice) {
	console.error(`✗ ${message}`);
	console.error(`  ${advice}`);
	process.exit(1);
}

function checkNode() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major * 1000 + minor >= MINIMUM_NODE[0] * 1000 + MINIMUM_NODE[1]) return;
	const needed = `Node ${MINIMUM_NODE.join('.')} or newer is needed`;
	fail(`${needed}, this is ${process.versions.node}.`, 'Get a current one at https://nodejs.org.');
}

function wantedHash() {
	const hash = createHash('sha256').update(process.version.split('.')[0]);
	for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
		const file = join(root, name);
		if (existsSync(file)) hash.update(name).update(readFileSync(file));
	}
	return hash.digest('hex');
}

const isInstalled = () => !existsSync(lockFile) && readText(installedFile) === wantedHash();
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function readText(file) {
	try {
		return readFileSync(file, 'utf8').trim();
	} catch {
		return undefined;
	}
}

function isRunning(processId) {
	try {
		process.kill(processId, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}

/** Shows that something happens: a rewritten line on a terminal, a line now and then elsewhere. */
function showProgress(text) {
	const started = Date.now();
	const elapsed = () => `${text} … ${Math.round((Date.now() - started) / 1000)} s`;
	const terminal = process.stdout.isTTY;
	const timer = setInterval(
		() => (terminal ? process.stdout.write(`\r${elapsed()} `) : console.log(elapsed())),
		terminal ? 1000 : PROGRESS_INTERVAL,
	);
	return () => {
		clearInterval(timer);
		if (terminal) process.stdout.write('\r\u001b[K');
		return Math.round((Date.now() - started) / 1000);
	};
}

/** Makes the lock file, if there is none. */
function tryToLock() {
	mkdirSync(dirname(lockFile), { recursive: true });
	try {
		writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
		return true;
	} catch (error) {
		if (error.code === 'EEXIST') return false;
		throw error;
	}
}

/** Removes the lock of an install that was interrupted; false when somebody else was quicker. */
function takeLockAway(content) {
	const taken = `${lockFile}.${process.pid}`;
	try {
		renameSync(lockFile, taken);
	} catch {
		return false;
	}
	const isTheSame = readText(taken) === content;
	if (!isTheSame) renameSync(taken, lockFile);
	rmSync(taken, { force: true });
	return isTheSame;
}

/**
 * Waits until no other command installs in this clone, and keeps others from it.
 * Returns whether the last install was interrupted.
 */
async function lock() {
	const deadline = Date.now() + INSTALL_DEADLINE;
	let interrupted = false;
	while (!tryToLock()) {
		const content = readText(lockFile);
		if (content === undefined) continue;
		// Empty only for the moment in which it is made.
		if (content === '') await pause(1000);
		const other = content.split(' ').filter(Boolean).map(Number).find(isRunning);
		if (other === undefined) {
			interrupted = takeLockAway(content) || interrupted;
			continue;
		}
		const stop = showProgress(`Waiting for the install that process ${other} is doing`);
		while (isRunning(other) && readText(lockFile) === content && Date.now() < deadline) {
			await pause(500);
		}
		stop();
		if (Date.now() >= deadline) {
			fail(`Process ${other} has been installing for too long.`, 'End it and run this again.');
		}
	}
	return interrupted;
}

function npmInstall() {
	const inside = process.env.npm_execpath;
	const [command, first] = inside?.endsWith('.js') ? [process.execPath, [inside]] : ['npm', []];
	mkdirSync(dirname(logFile), { recursive: true });
	const log = openSync(logFile, 'w');
	return new Promise((resolve) => {
		const child = spawn(command, [...first, 'install', '--no-audit', '--no-fund'], {
			cwd: root,
			stdio: ['ignore', log, log],
			timeout: INSTALL_DEADLINE,
		});
		// npm goes on when this process is killed: whoever comes next has to wait for it.
		if (child.pid) appendFileSync(lockFile, ` ${child.pid}`);
		child.on('error', () => resolve(127));
		child.on('exit', (code) => resolve(code ?? 1));
	});
}

async function install() {
	const interrupted = await lock();
	try {
		if (readText(installedFile) === wantedHash()) return;
		if (interrupted) {
			// npm takes a half-extracted package for an installed one.
			console.log('The last install was interrupted; starting it afresh.');
			rmSync(modules, { recursive: true, force: true });
		}
		rmSync(installedFile, { force: true });
		const stop = showProgress('Installing the development dependencies');
		const code = await npmInstall();
		const seconds = stop();
		if (code !== 0) {
			// npm itself takes back what it began when it fails, so the next install may build on it.
			rmSync(lockFile, { force: true });
			fail(
				`npm install failed after ${seconds} s (exit code ${code}).`,
				`Check the connection to the npm registry, then run the command again. Log: ${logFile}`,
			);
		}
		writeFileSync(installedFile, wantedHash());
		console.log(`✓ Development dependencies installed (${seconds} s)`);
	} finally {
		rmSync(lockFile, { force: true });
	}
}

function runScript(script, scriptArguments) {
	const child = spawn(process.execPath, ['--import', 'tsx', script, ...scriptArguments], {
		cwd: root,
		stdio: 'inherit',
	});
	// On Ctrl-C the terminal signals the child too; this process only waits for its clean end.
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
		process.on(signal, () => child.kill(signal));
	child.on('exit', (code) => process.exit(code ?? 1));
}

const [name, ...rest] = process.argv.slice(2);
const script = join(root, 'scripts', `${name}.ts`);
if (!name || !existsSync(script)) fail(`There is no scripts/${name}.ts.`, 'See package.json.');
checkNode();
if (!isInstalled()) await install();
runScript(script, rest);
