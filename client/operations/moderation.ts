import type { Operation } from '../operation';
import type { JsonObject } from '../transport';
import { completeChat } from './chat';

/** What a guard model says of a text or picture. */
export interface Verdict {
	readonly safe: boolean;
	/** The categories it falls under, as the model spells them, e.g. `S1`; empty when it is safe. */
	readonly categories: readonly string[];
	/** The model's own words. */
	readonly text: string;
	/** The API's own body. */
	readonly body: JsonObject;
}

/**
 * `POST /v1/chat/completions` with a guard model, which answers `safe`, or `unsafe` and on the next
 * line the categories. There is no endpoint of its own for moderation.
 */
export const classifyContent: Operation<JsonObject, Verdict> = {
	name: 'moderation:classify',
	modelTypes: completeChat.modelTypes,
	request: (body) => completeChat.request(body),
	parse(answer) {
		const { text, body, finishReason } = completeChat.parse(answer);
		const [, verdict, rest = ''] = /^\W*(safe|unsafe)\b\W*([\s\S]*)$/i.exec(text) ?? [];
		const safe = verdict?.toLowerCase() === 'safe';
		// Whatever follows “safe” may take it back, and what was cut off may have gone on to do so.
		const isVerdict = verdict && !(safe && (rest !== '' || finishReason === 'length'));
		if (!isVerdict)
			throw answer.unexpected(
				'The model did not answer just safe, or unsafe with categories: choose a guard model, or say so in the policy.',
			);
		const categories = rest
			.split(/[,\n]/)
			.map((category) => category.trim())
			.filter(Boolean);
		return { safe, categories: safe ? [] : categories, text, body };
	},
};
