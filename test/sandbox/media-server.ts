import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault } from './faults';
import { startRecording, type Recording } from './record';
import type { State } from './state';

/** Answers one request to the media host: a stranger, whom the API key is none of. */
export async function answerMedia(
	state: State,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const recording = startRecording('media', request, response);
	const { method, path } = recording.record;
	state.mediaRequests.push(recording.record);
	request.resume();
	if (request.headers.authorization !== undefined) {
		const complaint = `An Authorization header reached the media host (${method} ${path}).`;
		console.error(`SANDBOX: ${complaint}`);
		return sendText(response, 403, complaint);
	}
	if (method !== 'GET' && method !== 'HEAD') return sendText(response, 405, 'Method not allowed');
	if (path === '/media/redirected') return sendText(response, 200, 'This is the media host.');
	const file = state.media.find(path);
	if (!file) return sendText(response, 404, 'No such file');
	const bytes = await file.read();
	const fault = state.faults.takeForRequest(method, path);
	if (fault) return applyMediaFault(recording, response, fault, bytes);
	sendBytes(request, response, file.mimeType, bytes);
}

/** A status, an empty file, a download that breaks off or hangs; any other fault drops the connection. */
function applyMediaFault(
	recording: Recording,
	response: ServerResponse,
	{ kind, message = 'The media host failed.' }: Fault,
	bytes: Buffer,
): void {
	if (typeof kind === 'number') return sendText(response, kind, message);
	switch (kind) {
		case 'empty':
			return sendText(response, 200, '');
		case 'truncated-connection':
			response.writeHead(200, { 'content-length': String(bytes.length) });
			response.write(bytes.subarray(0, bytes.length / 2), () => recording.drop());
			return;
		case 'hang':
			return;
		default:
			return recording.drop();
	}
}

function sendText(response: ServerResponse, status: number, text: string): void {
	response.writeHead(status, {
		'content-type': 'text/plain; charset=utf-8',
		'content-length': String(Buffer.byteLength(text)),
	});
	response.end(text);
}

/** Sends a file, or the one range of it that a browser's player asks for. */
function sendBytes(
	request: IncomingMessage,
	response: ServerResponse,
	mimeType: string,
	bytes: Buffer,
): void {
	const headers: Record<string, string> = { 'content-type': mimeType, 'accept-ranges': 'bytes' };
	const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
	let part = bytes;
	if (range) {
		const start = Number(range[1]);
		const end = Math.min(range[2] ? Number(range[2]) : Infinity, bytes.length - 1);
		if (start > end) {
			response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
			return;
		}
		part = bytes.subarray(start, end + 1);
		headers['content-range'] = `bytes ${start}-${end}/${bytes.length}`;
	}
	headers['content-length'] = String(part.length);
	response.writeHead(range ? 206 : 200, headers);
	response.end(request.method === 'HEAD' ? undefined : part);
}
