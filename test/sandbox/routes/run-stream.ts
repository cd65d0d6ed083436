import type { Exchange, JsonObject } from '../exchange';

/** A run from its start to its end, and the message it ended in, if it did. */
interface Course {
	readonly started: JsonObject;
	readonly ended: JsonObject;
	readonly message?: JsonObject;
}

/** Sends a run as the documented events, ended by `done`. */
export function sendRunEvents({ response }: Exchange, { started, ended, message }: Course): void {
	response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
	const send = (event: string, data: unknown) =>
		response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
	send('thread.run.created', started);
	send('thread.run.queued', started);
	send('thread.run.in_progress', { ...started, status: 'in_progress' });
	if (message) sendMessage(send, message);
	send(`thread.run.${String(ended.status)}`, ended);
	response.end('event: done\ndata: [DONE]\n\n');
}

function sendMessage(send: (event: string, data: unknown) => void, message: JsonObject): void {
	const [part] = message.content as Array<{ text: { value: string } }>;
	send('thread.message.created', { ...message, status: 'in_progress', content: [] });
	for (const value of part!.text.value.match(/\s*\S+/g) ?? []) {
		const content = [{ index: 0, type: 'text', text: { value } }];
		send('thread.message.delta', {
			id: message.id,
			object: 'thread.message.delta',
			delta: { content },
		});
	}
	send('thread.message.completed', { ...message, status: 'completed' });
}
