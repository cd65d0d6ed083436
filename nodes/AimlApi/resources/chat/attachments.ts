import {
	attachToLastMessage,
	contentPart,
	type ChatMessage,
	type JsonObject,
} from '../../../../client';
import { chatMediaField, readMedia, toDataUrl } from '../../media';
import type { Item } from '../../operation';

/** The Media field, where Parameter is the kind of content part. */
export const attachmentsField = chatMediaField(
	'Images, PDF documents, audio or video for the model to look at, added to the last user message',
);

/** The files of the Media field as content parts. */
export async function readParts(item: Item): Promise<JsonObject[]> {
	const media = await readMedia(item);
	return media.map(({ parameter, url, file }, index) =>
		contentPart(
			{ part: parameter, url: url ?? toDataUrl(file!), ...(file && { fileName: file.fileName }) },
			`media[${index}]`,
		),
	);
}

/** The messages with the files of the Media field at the last one of the user. */
export async function withAttachments(
	item: Item,
	messages: readonly ChatMessage[],
): Promise<ChatMessage[]> {
	return attachToLastMessage(messages, await readParts(item));
}
