import { ApiError } from './errors';
import type { JsonObject } from './exchange';

/** What the parts beside text and images hold, one sentence each. @throws ApiError 400 for a malformed one */
export function describeAttachments(messages: readonly JsonObject[]): string[] {
	return messages.flatMap(({ content }) =>
		Array.isArray(content) ? (content as JsonObject[]).flatMap(describePart) : [],
	);
}

function describePart({ type, ...part }: JsonObject): string[] {
	const inner = (part[String(type)] ?? {}) as JsonObject;
	switch (type) {
		case 'file': {
			// Documented: PDF only, as a data URL.
			const data = /^data:application\/pdf;base64,(.+)$/.exec(String(inner.file_data))?.[1];
			if (!data && !inner.file_id) throw malformed('file.file_data');
			return [`The document ${String(inner.filename)} holds ${bytesIn(data ?? '')} bytes.`];
		}
		case 'input_audio': {
			const { data, format } = inner;
			if (typeof data !== 'string' || data.startsWith('data:')) throw malformed('input_audio.data');
			if (typeof format !== 'string') throw malformed('input_audio.format');
			return [`The ${format} recording holds ${bytesIn(data)} bytes.`];
		}
		case 'video_url':
			if (!/^(https?:|data:)/.test(String(inner.url))) throw malformed('video_url.url');
			return [`The video is at ${String(inner.url).slice(0, 100)}.`];
		case 'image_url':
		case 'text':
			return [];
		default:
			throw new ApiError(
				400,
				`Body validation error\nInvalid content part, received '${String(type)}'`,
			);
	}
}

function malformed(field: string): ApiError {
	return new ApiError(400, `Body validation error\nmessages.content.${field}: Invalid value`);
}

function bytesIn(base64: string): number {
	return Buffer.from(base64, 'base64').length;
}
