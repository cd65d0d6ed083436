/**
 * `npm run sandbox`: a local server that behaves as the AI/ML API is documented to, until Ctrl-C.
 */
import { parseFault, startSandbox, type SandboxOptions } from '../test/sandbox';
import { readArguments } from './lib/arguments';
import { onEnd, runMain } from './lib/lifetime';
import { printLine, StepFailure } from './lib/steps';

const USAGE = `Usage: npm run sandbox -- [options]

  --port PORT           port of the API (default 4010; 0 takes a free one)
  --media-port PORT     port of the media host (default: a free one)
  --api-key KEY         the key it accepts (default sandbox-key)
  --latency MS          pause before each answer
  --first-token-delay MS  pause before the first token of a stream
  --token-delay MS      pause between the tokens of a stream
  --job-duration MS     time a video takes (default 2000)
  --done-marker         end streams with "data: [DONE]"
  --fault FAULT         ROUTE=KIND[xTIMES][,retryAfter=S][,after=N][,message=TEXT]; repeatable
                        e.g. "POST /v1/chat/completions=503x2", "*=429,retryAfter=1"
                        kinds: 400-599, html-502, empty, empty-content, truncated-connection,
                        truncated-body, reset-before, reset-after, hang, stream-cut, stream-error,
                        stream-hang, job-error, job-stuck, redirect, echo-key
  --ready-json          print one line of JSON { url, mediaUrl, apiKey } instead of the greeting
  --help                show this
`;

const DEFAULT_PORT = 4010;

function readOptions() {
	const { values } = readArguments({
		usage: USAGE,
		options: {
			port: { type: 'string' },
			'media-port': { type: 'string' },
			'api-key': { type: 'string' },
			latency: { type: 'string' },
			'first-token-delay': { type: 'string' },
			'token-delay': { type: 'string' },
			'job-duration': { type: 'string' },
			'done-marker': { type: 'boolean' },
			fault: { type: 'string', multiple: true },
			'ready-json': { type: 'boolean' },
		},
	});
	const number = (name: keyof typeof values): number | undefined => {
		const value = values[name];
		if (value === undefined) return undefined;
		const parsed = Number(value);
		if (Number.isInteger(parsed) && parsed >= 0) return parsed;
		throw new StepFailure(`--${name} takes a whole number, not "${String(value)}".`);
	};
	const options: SandboxOptions = {
		port: number('port') ?? DEFAULT_PORT,
		mediaPort: number('media-port'),
		apiKey: values['api-key'],
		latency: number('latency'),
		firstTokenDelay: number('first-token-delay'),
		tokenDelay: number('token-delay'),
		jobDuration: number('job-duration'),
		doneMarker: values['done-marker'],
		faults: values.fault?.map(readFault),
	};
	return { options, isJson: values['ready-json'] ?? false };
}

function readFault(text: string): ReturnType<typeof parseFault> {
	try {
		return parseFault(text);
	} catch (error) {
		throw new StepFailure(`--fault: ${(error as Error).message}`);
	}
}

function greeting(url: string, mediaUrl: string, apiKey: string): string {
	return `The sandbox of the AI/ML API is ready; Ctrl-C stops it.

  API      ${url}
  Media    ${mediaUrl}
  API key  ${apiKey}   ("sandbox-no-credit" is a key without credit)

  curl ${url}/v1/chat/completions -H 'Authorization: Bearer ${apiKey}' \\
    -H 'Content-Type: application/json' \\
    -d '{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hello"}]}'
`;
}

void runMain(
	async () => {
		const { options, isJson } = readOptions();
		const sandbox = await startSandbox(options).catch((error: NodeJS.ErrnoException) => {
			if (error.code !== 'EADDRINUSE') throw error;
			throw new StepFailure(error.message, 'Choose another --port.');
		});
		onEnd(async () => await sandbox.close());
		const { url, mediaUrl, apiKey } = sandbox;
		printLine(isJson ? JSON.stringify({ url, mediaUrl, apiKey }) : greeting(url, mediaUrl, apiKey));
		return await new Promise<never>(() => undefined);
	},
	{ interruptCode: () => 0 },
);
