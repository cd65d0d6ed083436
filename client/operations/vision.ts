import { requireFields } from '../body';
import type { Operation } from '../operation';
import type { JsonObject } from '../transport';

/** What can be looked for in a picture. */
export const IMAGE_FEATURES = [
	'CROP_HINTS',
	'DOCUMENT_TEXT_DETECTION',
	'FACE_DETECTION',
	'IMAGE_PROPERTIES',
	'LABEL_DETECTION',
	'LANDMARK_DETECTION',
	'LOGO_DETECTION',
	'OBJECT_LOCALIZATION',
	'PRODUCT_SEARCH',
	'SAFE_SEARCH_DETECTION',
	'TEXT_DETECTION',
	'WEB_DETECTION',
] as const;

/** What was found: annotations, as the API spells them. */
export interface DetectedFeatures {
	readonly features: JsonObject;
	/** The API's own body. */
	readonly body: JsonObject;
}

/**
 * `POST /v1/vision`. The input is the request body: `image` with `source.imageUri` or base64 `content`,
 * and `features`. The answer's schema was never published; that of the interface it follows is
 * `responses[]`, one for each picture, and is unpacked when it is there.
 */
export const detectFeatures: Operation<JsonObject, DetectedFeatures> = {
	name: 'image:detectFeatures',
	modelTypes: [],
	request: (body) => ({
		method: 'POST',
		path: '/v1/vision',
		body: requireFields(body, 'image', 'features'),
	}),
	parse(answer) {
		const { body } = answer;
		const first = Array.isArray(body.responses) ? (body.responses[0] as unknown) : body;
		const { meta: _meta, ...features } = (first ?? {}) as JsonObject;
		const { message } = (features.error ?? {}) as JsonObject;
		if (message) throw answer.unexpected(`The image could not be read: ${String(message)}`);
		if (Array.isArray(body.responses) ? !first : Object.keys(features).length === 0)
			throw answer.unexpected('The answer holds no features.');
		return { features, body };
	},
};
