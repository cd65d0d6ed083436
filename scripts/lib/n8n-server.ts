import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';

import { lastLines, pause, stopProcess } from './command';
import { onEnd } from './lifetime';
import { freePort } from './ports';
import type { Runtime } from './runtime';
import { StepFailure } from './steps';

/** How n8n is started. */
export interface N8nServerOptions {
	runtime: Runtime;
	/** Holds `.n8n`, n8n's database and settings; made when it does not exist. */
	userFolder: string;
	logFile: string;
	/** A free port of the loopback interface when absent. */
	port?: number;
	/**
	 * Leaves n8n in the process group of this process, so that whatever ends the group ends n8n:
	 * for tests, where nobody may be left to call stop().
	 */
	attached?: boolean;
}

/** A running n8n on the loopback interface. */
export interface N8nServer {
	readonly url: string;
	readonly processId: number;
	readonly logFile: string;
	/** Resolves with a description when n8n ends without having been asked to. */
	readonly crashed: Promise<string>;
	/** Ends n8n and its children: SIGTERM, after a while SIGKILL. */
	stop(): Promise<void>;
}

/** The first start of a user folder migrates its database, half a minute on two cores. */
const READY_DEADLINE = 180_000;
const POLL_INTERVAL = 100;

/**
 * Starts n8n and waits until it answers.
 *
 * @throws StepFailure when it ends or is not ready in time
 */
export async function startN8n(options: N8nServerOptions): Promise<N8nServer> {
	const port = options.port ?? (await freePort());
	const url = `http://127.0.0.1:${port}`;
	mkdirSync(options.userFolder, { recursive: true });
	const log = openSync(options.logFile, 'w');
	// In its own process group, Ctrl-C reaches n8n through stop(), in order and with its children.
	const child = spawn(options.runtime.node, [options.runtime.n8n, 'start'], {
		env: await serverEnvironment(options, port),
		stdio: ['ignore', log, log],
		detached: !options.attached && process.platform !== 'win32',
	});
	closeSync(log);
	let stopping = false;
	const forget = onEnd(async () => await stop());
	const stop = async () => {
		stopping = true;
		await stopProcess(child);
		forget();
	};
	const ended = waitForEnd(child);
	const crashed = new Promise<string>((resolve) => {
		void ended.then((reason) => !stopping && resolve(reason));
	});
	try {
		await waitUntilReady(url, ended, options.logFile);
	} catch (error) {
		await stop();
		throw error;
	}
	return { url, processId: child.pid ?? 0, logFile: options.logFile, crashed, stop };
}

async function serverEnvironment(
	{ runtime, userFolder }: N8nServerOptions,
	port: number,
): Promise<NodeJS.ProcessEnv> {
	return {
		...runtime.environment,
		NO_COLOR: '1',
		NO_PROXY: [process.env.NO_PROXY, '127.0.0.1', 'localhost'].filter(Boolean).join(','),
		N8N_USER_FOLDER: userFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		// The editor is opened over plain http on the loopback interface.
		N8N_SECURE_COOKIE: 'false',
		N8N_LOG_LEVEL: 'info',
		// Nothing but the API is called from here.
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		EXTERNAL_FRONTEND_HOOKS_URLS: '',
	};
}

async function waitForEnd(child: ChildProcess): Promise<string> {
	return await new Promise((resolve) => {
		child.on('error', (error) => resolve(error.message));
		child.on('exit', (code, signal) =>
			resolve(signal ? `ended by ${signal}` : `exit code ${code}`),
		);
	});
}

async function waitUntilReady(url: string, ended: Promise<string>, logFile: string): Promise<void> {
	let end: string | undefined;
	void ended.then((reason) => (end = reason));
	const deadline = Date.now() + READY_DEADLINE;
	while (!(await isReady(url))) {
		if (end !== undefined) {
			const reason = lastLines(logFile, 1) || end;
			throw new StepFailure(`n8n ended while starting: ${reason}`, undefined, logFile);
		}
		if (Date.now() > deadline) {
			const advice = 'Close other heavy programs and run the command again.';
			throw new StepFailure(`n8n was not ready after ${READY_DEADLINE / 1000} s`, advice, logFile);
		}
		await pause(POLL_INTERVAL);
	}
}

async function isReady(url: string): Promise<boolean> {
	try {
		const signal = AbortSignal.timeout(5000);
		return (await fetch(`${url}/healthz/readiness`, { signal })).ok;
	} catch {
		return false;
	}
}
