import { invalidInput } from '../errors';
import { extensionOf, parseDataUrl } from '../media';
import type { JsonObject } from '../transport';
import type { ChatMessage } from './chat';

/** The kinds of content parts beside text. */
export const CONTENT_PARTS = ['file', 'image_url', 'input_audio', 'video_url'] as const;
export type ContentPartType = (typeof CONTENT_PARTS)[number];

/** A file that goes with a message. */
export interface Attachment {
	/** What it is sent as. A data URL tells by itself, so for it `image_url` means: as its type says. */
	readonly part: string;
	/** An http(s) address, or the bytes as a data URL. */
	readonly url: string;
	/** Shown to the model for a document. */
	readonly fileName?: string;
}

/**
 * A file as a part of a message's content.
 * @throws AimlApiError `invalid-input` for a type no part takes, or takes only as bytes
 */
export function contentPart({ part, url, fileName }: Attachment, field: string): JsonObject {
	const asked = CONTENT_PARTS.find((known) => known === part);
	if (!asked) throw invalidInput(field, `“${part}” is none of ${CONTENT_PARTS.join(', ')}.`);
	const data = parseDataUrl(url);
	const type = data ? partFor(data.mimeType) : asked;
	if (!type)
		throw invalidInput(
			field,
			`is of the type ${data!.mimeType}; a chat takes images, audio, video and PDF documents.`,
		);
	if (type !== asked && asked !== 'image_url')
		throw invalidInput(field, `is of the type ${data!.mimeType}, which does not go into ${asked}.`);
	switch (type) {
		case 'file':
			if (!data) throw invalidInput(field, 'A document is sent as a file or a data URL only.');
			return { type, file: { filename: fileName ?? 'document.pdf', file_data: url } };
		case 'input_audio':
			if (!data) throw invalidInput(field, 'Audio is sent as a file or a data URL only.');
			return { type, input_audio: { data: data.base64, format: audioFormat(data.mimeType) } };
		default:
			return { type, [type]: { url } };
	}
}

/** The messages with these parts after the text of the last user message, which is added when there is none. */
export function attachToLastMessage(
	messages: readonly ChatMessage[],
	parts: readonly JsonObject[],
): ChatMessage[] {
	if (parts.length === 0) return [...messages];
	const last = messages.map(({ role }) => role).lastIndexOf('user');
	if (last < 0) return [...messages, { role: 'user', content: parts }];
	return messages.map((message, index) => {
		if (index !== last) return message;
		const { content } = message;
		const before = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
		return { ...message, content: [...(before ?? []), ...parts] };
	});
}

function partFor(mimeType: string): ContentPartType | undefined {
	if (mimeType === 'application/pdf') return 'file';
	if (mimeType.startsWith('image/')) return 'image_url';
	if (mimeType.startsWith('audio/')) return 'input_audio';
	return mimeType.startsWith('video/') ? 'video_url' : undefined;
}

/** `wav`, `mp3` …; a type without a usual extension by its own name. */
function audioFormat(mimeType: string): string {
	const extension = extensionOf(mimeType);
	return extension === 'bin' ? mimeType.replace(/^audio\//, '') : extension;
}
