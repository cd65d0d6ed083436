import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RecordedRequest, UploadedFile } from './options';

/** A request that is being answered, with what is written down about it. */
export interface Recording {
	readonly record: RecordedRequest;
	readonly query: URLSearchParams;
	/** Drops the connection; not to be mistaken for a client that left. */
	drop(): void;
}

/** Starts the record of a request; its end is noticed by itself. */
export function startRecording(
	host: RecordedRequest['host'],
	request: IncomingMessage,
	response: ServerResponse,
): Recording {
	const { pathname, searchParams } = new URL(request.url ?? '/', 'http://sandbox');
	const record: RecordedRequest = {
		host,
		method: request.method ?? 'GET',
		path: pathname,
		query: Object.fromEntries([...searchParams].reverse()),
		headers: request.headers,
		at: Date.now(),
		body: undefined,
		files: [],
		closedEarly: false,
	};
	let dropped = false;
	response.once('close', () => {
		record.closedEarly = !response.writableFinished && !dropped;
		if (response.headersSent) record.status = response.statusCode;
	});
	const drop = () => {
		dropped = true;
		request.socket.destroy();
	};
	return { record, query: searchParams, drop };
}

/** Reads the whole body into the record: JSON and forms as what they mean, anything else as text. */
export async function readBody(request: IncomingMessage, record: RecordedRequest): Promise<void> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	if (chunks.length === 0) return;
	const bytes = Buffer.concat(chunks);
	const type = request.headers['content-type'] ?? '';
	if (type.startsWith('multipart/form-data')) return await readForm(type, bytes, record);
	const text = bytes.toString('utf8');
	try {
		record.body = JSON.parse(text);
	} catch {
		record.body = text;
	}
}

async function readForm(type: string, bytes: Buffer, record: RecordedRequest): Promise<void> {
	const form = await new Response(new Uint8Array(bytes), {
		headers: { 'content-type': type },
	}).formData();
	const fields: Record<string, string> = {};
	const files: UploadedFile[] = [];
	const entries: Array<[string, FormDataEntryValue]> = [];
	form.forEach((value, field) => entries.push([field, value]));
	for (const [field, value] of entries) {
		if (typeof value === 'string') fields[field] = value;
		else
			files.push({
				field,
				fileName: value.name,
				mimeType: value.type,
				bytes: Buffer.from(await value.arrayBuffer()),
			});
	}
	record.body = fields;
	record.files = files;
}
