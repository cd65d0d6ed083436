import { requireFields } from '../body';
import { invalidInput } from '../errors';
import { guessMimeType, parseDataUrl } from '../media';
import type { Operation } from '../operation';
import type { JsonObject } from '../transport';

/** What a model answered through Messages. */
export interface Message {
	/** Empty only when the answer is tool calls. */
	readonly text: string;
	/** The model's thinking. */
	readonly reasoning?: string;
	/** The `tool_use` blocks, as the API spells them. */
	readonly toolCalls?: readonly JsonObject[];
	/** `end_turn`, `max_tokens`, `tool_use` … */
	readonly finishReason?: string;
	/** The API's own body. */
	readonly body: JsonObject;
}

/** `POST /v1/messages`. The input is the request body; `model`, `max_tokens` and `messages` are required. */
export const createMessage: Operation<JsonObject, Message> = {
	name: 'chat:message',
	modelTypes: ['anthropic/messages'],
	request: (body) => ({
		method: 'POST',
		path: '/v1/messages',
		body: requireFields(body, 'model', 'max_tokens', 'messages'),
	}),
	parse(answer) {
		const { content, stop_reason } = answer.body;
		const blocks = Array.isArray(content) ? (content as JsonObject[]) : [];
		const textOf = (type: string) =>
			blocks.map((block) => (block.type === type ? String(block[type] ?? '') : '')).join('');
		const text = textOf('text');
		const reasoning = textOf('thinking');
		const toolCalls = blocks.filter(({ type }) => type === 'tool_use');
		if (!text.trim() && toolCalls.length === 0)
			throw answer.unexpected(
				`The model’s answer is empty (stop reason: ${String(stop_reason ?? 'not told')}).`,
			);
		return {
			text,
			...(reasoning && { reasoning }),
			...(toolCalls.length > 0 && { toolCalls }),
			...(typeof stop_reason === 'string' && { finishReason: stop_reason }),
			body: answer.body,
		};
	},
};

/**
 * A picture or PDF document as a content block of a message.
 * @throws AimlApiError `invalid-input` for a type no block takes
 */
export function messageBlock(url: string, field: string): JsonObject {
	const data = parseDataUrl(url);
	if (!data) {
		const type = guessMimeType({ url }) === 'application/pdf' ? 'document' : 'image';
		return { type, source: { type: 'url', url } };
	}
	const { mimeType, base64 } = data;
	const isDocument = mimeType === 'application/pdf';
	if (!isDocument && !/^image\/(jpeg|png|gif|webp)$/.test(mimeType))
		throw invalidInput(
			field,
			`is of the type ${mimeType}; a message takes JPEG, PNG, GIF and WebP images and PDF documents.`,
		);
	return {
		type: isDocument ? 'document' : 'image',
		source: { type: 'base64', media_type: mimeType, data: base64 },
	};
}
