/**
 * `npm run sandbox`: a local server that behaves as the AI/ML API is documented to, until Ctrl-C.
 */
import { parseArgs } from 'node:util';
import { parseFault, startSandbox, type SandboxOptions } from '../test/sandbox';

const HELP = `Usage: npm run sandbox -- [options]

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
                        job-error, job-stuck, redirect
  --ready-json          print one line of JSON { url, mediaUrl, apiKey } instead of the greeting
  --help                show this
`;

const DEFAULT_PORT = 4010;

function readOptions() {
	const { values } = parseArgs({
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
			help: { type: 'boolean' },
		},
	});
	const number = (name: keyof typeof values): number | undefined => {
		const value = values[name];
		if (value === undefined) return undefined;
		const parsed = Number(value);
		if (Number.isInteger(parsed) && parsed >= 0) return parsed;
		throw new Error(`--${name} takes a whole number, not "${String(value)}".`);
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
		faults: values.fault?.map(parseFault),
	};
	return { options, isHelp: values.help ?? false, isJson: values['ready-json'] ?? false };
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

async function main(): Promise<void> {
	const { options, isHelp, isJson } = readOptions();
	if (isHelp) {
		process.stdout.write(HELP);
		return;
	}
	const sandbox = await startSandbox(options);
	const { url, mediaUrl, apiKey } = sandbox;
	const ready = isJson
		? `${JSON.stringify({ url, mediaUrl, apiKey })}\n`
		: greeting(url, mediaUrl, apiKey);
	process.stdout.write(ready);
	const stop = () => void sandbox.close().then(() => process.exit(0));
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
}

main().catch((error: NodeJS.ErrnoException) => {
	const isTaken = error.code === 'EADDRINUSE';
	console.error(isTaken ? `${error.message}. Choose another --port.` : error.message);
	process.exit(1);
});
