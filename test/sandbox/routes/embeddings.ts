import type { Route } from '.';
import { embed } from '../embed';
import type { Exchange } from '../exchange';
import { priceOf } from '../pricing';
import { requireModel } from '../validation';

const CHARACTERS_PER_TOKEN = 4;
const DEFAULT_DIMENSIONS = 1024;

/** `POST /v1/embeddings`: vectors that are near each other for texts that share words. */
export const embeddings: readonly Route[] = [
	{
		method: 'POST',
		path: '/v1/embeddings',
		aliases: ['/embeddings'],
		access: 'paid',
		answer: answerEmbeddings,
	},
];

function answerEmbeddings(exchange: Exchange): void {
	const { body } = exchange;
	const model = requireModel(body, 'openai/embeddings');
	const texts = [body.input].flat() as string[];
	const dimensions = Number(body.dimensions ?? DEFAULT_DIMENSIONS);
	const tokens = Math.ceil(texts.join('').length / CHARACTERS_PER_TOKEN);
	const answer = {
		object: 'list',
		data: texts.map((text, index) => {
			const vector = embed(text, dimensions);
			const embedding =
				body.encoding_format === 'base64'
					? Buffer.from(Float32Array.from(vector).buffer).toString('base64')
					: vector;
			return { object: 'embedding', index, embedding };
		}),
		model: model.id,
		usage: { prompt_tokens: tokens, total_tokens: tokens },
	};
	exchange.sendPaid(answer, priceOf(model, body, { input: tokens }));
}
