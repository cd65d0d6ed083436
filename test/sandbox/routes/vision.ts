import type { Route } from '.';
import { ApiError } from '../errors';
import type { JsonObject } from '../exchange';

/** US dollars for one feature. */
const PRICE = 0.0015;

/** What each feature finds, under the name of the interface that the endpoint follows. */
const ANNOTATIONS: Readonly<Record<string, JsonObject>> = {
	LABEL_DETECTION: {
		labelAnnotations: [
			{ description: 'Picture', score: 0.98, topicality: 0.98 },
			{ description: 'Rectangle', score: 0.87, topicality: 0.87 },
		],
	},
	TEXT_DETECTION: {
		textAnnotations: [{ locale: 'en', description: 'SANDBOX' }],
		fullTextAnnotation: { text: 'SANDBOX' },
	},
	SAFE_SEARCH_DETECTION: {
		safeSearchAnnotation: { adult: 'VERY_UNLIKELY', violence: 'VERY_UNLIKELY' },
	},
	OBJECT_LOCALIZATION: { localizedObjectAnnotations: [{ name: 'Picture', score: 0.9 }] },
};

/** `POST /v1/vision`: whatever the picture, the same is found in it. */
export const vision: readonly Route[] = [
	{
		method: 'POST',
		path: '/v1/vision',
		aliases: ['/vision'],
		access: 'paid',
		answer(exchange) {
			const { image, features } = exchange.body;
			const { source, content } = (image ?? {}) as JsonObject;
			const uri = (source as JsonObject | undefined)?.imageUri;
			if (typeof uri !== 'string' && typeof content !== 'string')
				throw new ApiError(400, 'Body validation error\nimage: Required');
			if (!Array.isArray(features) || features.length === 0)
				throw new ApiError(400, 'Body validation error\nfeatures: Required');
			const found = (features as JsonObject[]).map(({ type }) => ANNOTATIONS[String(type)]);
			exchange.sendPaid({ responses: [Object.assign({}, ...found)] }, PRICE * features.length);
		},
	},
];
