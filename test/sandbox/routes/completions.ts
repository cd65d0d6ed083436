import { randomUUID } from 'node:crypto';
import type { Route } from '.';
import { answerChat } from '../chat-answer';
import { priceOf } from '../pricing';
import { requireModel } from '../validation';

const CHARACTERS_PER_TOKEN = 4;

/** `POST /v1/completions`, which the newest documentation calls unsupported by current models. */
export const completions: readonly Route[] = [
	{
		method: 'POST',
		path: '/v1/completions',
		aliases: ['/completions'],
		access: 'paid',
		answer(exchange) {
			const { body } = exchange;
			const model = requireModel(body, 'openai/completions');
			const text = answerChat({ messages: [{ role: 'user', content: body.prompt }] });
			const count = Math.max(1, Number(body.n ?? 1));
			const prompt_tokens = Math.ceil(String(body.prompt).length / CHARACTERS_PER_TOKEN);
			const completion_tokens = Math.ceil((count * text.length) / CHARACTERS_PER_TOKEN);
			const answer = {
				id: `cmpl-${randomUUID()}`,
				object: 'text_completion',
				created: Math.floor(Date.now() / 1000),
				model: model.id,
				choices: Array.from({ length: count }, (_, index) => ({
					index,
					text,
					finish_reason: 'stop',
					logprobs: null,
				})),
				usage: {
					prompt_tokens,
					completion_tokens,
					total_tokens: prompt_tokens + completion_tokens,
				},
			};
			const price = priceOf(model, body, { input: prompt_tokens, output: completion_tokens });
			exchange.sendPaid(answer, price);
		},
	},
];
