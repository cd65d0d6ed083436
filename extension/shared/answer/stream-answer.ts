import {
	AimlApiError,
	streamChat,
	streamOperation,
	type Call,
	type ChatCompletion,
	type JsonObject,
	type StreamingPorts,
} from '../../../client';
import type { RunEvent } from '../run-event';

/**
 * Asks a chat model and tells its answer while it arrives. `POST /v1/chat/completions`
 * @throws AimlApiError `unexpected-response` when the answer says nothing
 */
export async function streamAnswer(
	ports: StreamingPorts,
	request: JsonObject,
	onEvent: (event: RunEvent) => void,
): Promise<ChatCompletion> {
	for await (const event of streamOperation(ports, streamChat, request)) {
		if (event.type === 'text') onEvent({ type: 'text', text: event.text });
		else if (event.type === 'done') {
			onEvent({ type: 'call', call: event.call });
			requireText(event.output, event.call);
			return event.output;
		}
	}
	throw new Error('A stream ends with its answer or with an error.');
}

/**
 * A success that says nothing is a failure, and was paid for: its id finds it in the account's logs.
 * @throws AimlApiError `unexpected-response`
 */
export function requireText(
	{ text, refusal }: { readonly text: string; readonly refusal?: string },
	{ inferenceId }: Call,
): void {
	if (text.trim()) return;
	const message = refusal ? `The model refused: ${refusal}` : 'The model’s answer is empty.';
	throw new AimlApiError('unexpected-response', message, {
		...(inferenceId && { requestId: inferenceId }),
	});
}
