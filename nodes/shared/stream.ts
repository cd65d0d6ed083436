import {
	streamOperation,
	type CallResult,
	type Ports,
	type StreamingOperation,
} from '../../client';

/** What a streamed call gave: its parts in their order, and the whole. */
export type Collected<Part, Output> = CallResult<Output> & { readonly parts: readonly Part[] };

/**
 * Sends an operation as a stream and waits for its end: an item leaves the node only when it is whole,
 * so the body is taken as one piece, under the timeout of any other request.
 */
export async function collectStream<Input, Part extends { type: string }, Output>(
	{ transport, clock }: Ports,
	operation: StreamingOperation<Input, Part, Output>,
	input: Input,
): Promise<Collected<Part, Output>> {
	const ports = {
		clock,
		transport: {
			...transport,
			async stream(request: Parameters<typeof transport.send>[0]) {
				const headers = { ...request.headers, accept: 'text/event-stream' };
				const response = await transport.send({ ...request, headers });
				return { ...response, chunks: inOnePiece(response.text()) };
			},
		},
	};
	const parts: Part[] = [];
	let done: CallResult<Output> | undefined;
	for await (const event of streamOperation(ports, operation, input)) {
		if (event.type === 'done') done = event as CallResult<Output>;
		else parts.push(event as Part);
	}
	// A stream that does not end in `done` has thrown.
	return { output: done!.output, call: done!.call, parts };
}

async function* inOnePiece(text: string): AsyncGenerator<string, void, void> {
	yield text;
}
