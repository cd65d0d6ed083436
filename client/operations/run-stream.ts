import type { EndpointInput } from '../endpoint';
import type { JobOperation } from '../job';
import type { StreamingOperation, StreamReader } from '../stream';
import type { JsonObject } from '../transport';
import { messageText } from './assistant';

/** One event of a streamed run, e.g. `thread.run.created` with the run. */
export interface RunEvent {
	readonly type: 'event';
	readonly event: string;
	readonly data: JsonObject;
}

/** Where a streamed run stood when its stream ended. */
export interface StreamedRun {
	readonly run: JsonObject;
	/** What the assistant said while it was streamed. */
	readonly text: string;
}

/** The start or continuation of a run with `stream: true`: its events are `thread.*`, the last one is `done`. */
export function streamRun(
	operation: JobOperation<EndpointInput, JsonObject>,
): StreamingOperation<EndpointInput, RunEvent, StreamedRun> {
	return {
		name: operation.name,
		modelTypes: [],
		request: ({ body, ...input }) =>
			operation.start.request({ ...input, body: { ...body, stream: true } }),
		reader: runReader,
		readWhole({ body, unexpected }) {
			if (!isRun(body)) throw unexpected('The answer holds no run.');
			return { parts: [], output: { run: body, text: '' } };
		},
	};
}

function runReader(): StreamReader<RunEvent, StreamedRun> {
	const text: string[] = [];
	let run: JsonObject | undefined;
	return {
		read(data, name) {
			const event = name ?? String(data.object ?? 'unknown');
			if (isRun(data)) run = data;
			if (event === 'thread.message.delta')
				text.push(messageText((data.delta ?? {}) as JsonObject));
			return [{ type: 'event', event, data }];
		},
		// A run that was seen goes on without its stream, and can be asked for.
		result: () => run && { run, text: text.join('') },
	};
}

function isRun({ object, id, thread_id }: JsonObject): boolean {
	return object === 'thread.run' && typeof id === 'string' && typeof thread_id === 'string';
}
