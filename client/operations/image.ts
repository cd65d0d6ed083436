import { formFields, hasMedia, requireFields } from '../body';
import { invalidInput } from '../errors';
import { readMedia, type GeneratedMedia } from '../media';
import type { Answer, Operation } from '../operation';
import type { JsonObject, MultipartFile } from '../transport';

/** Generated pictures, at least one, in the API's order. */
export interface GeneratedImages {
	readonly images: readonly GeneratedMedia[];
	/** The API's own body. */
	readonly body: JsonObject;
}

/**
 * `POST /v1/images/generations`. The input is the request body; `model` is required, and a
 * `prompt` unless the model works on an image or mesh that is given (upscalers take no prompt).
 */
export const generateImage: Operation<JsonObject, GeneratedImages> = {
	name: 'image:generate',
	modelTypes: ['openai/image-generations'],
	request(body) {
		requireFields(body, 'model');
		if (!hasMedia(body)) requireFields(body, 'prompt');
		return { method: 'POST', path: '/v1/images/generations', body };
	},
	parse: readImages,
};

/** `POST /v1/images/generations/with-url`: the same at an older address. */
export const generateImageWithUrl: Operation<JsonObject, GeneratedImages> = {
	...generateImage,
	request: (body) => ({
		...generateImage.request(body),
		path: '/v1/images/generations/with-url',
	}),
};

/** `POST /v1/images/generations` with a picture to work on, in the field that the model names for it. */
export const editImage: Operation<JsonObject, GeneratedImages> = {
	...generateImage,
	name: 'image:edit',
	request(body) {
		requireFields(body, 'model');
		if (!hasMedia(body)) throw invalidInput('media', 'An image to edit is required.');
		return generateImage.request(body);
	},
};

/** Pictures that are uploaded, and what shall become of them. */
export interface ImageUpload {
	/** The request body; `model` and `prompt` are required. */
	readonly body: JsonObject;
	readonly images: readonly MultipartFile[];
	/** A PNG whose transparent parts are where the first picture is changed. */
	readonly mask?: MultipartFile;
}

/** Documented limits of an edit. */
export const EDIT_LIMITS = { images: 16, imageBytes: 50_000_000, maskBytes: 4_000_000 } as const;

/** `POST /v1/images/edits` with a form. One file is called `image`, several `image[]`, as in the API's client libraries. */
export const editUploadedImage: Operation<ImageUpload, GeneratedImages> = {
	name: 'image:edit',
	modelTypes: ['openai/image-editing'],
	request({ body, images, mask }) {
		requireFields(body, 'model', 'prompt');
		if (images.length === 0 || images.length > EDIT_LIMITS.images)
			throw invalidInput('image', `1 to ${EDIT_LIMITS.images} images are required.`);
		const name = images.length === 1 ? 'image' : 'image[]';
		return {
			method: 'POST',
			path: '/v1/images/edits',
			multipart: [
				...formFields(body),
				...images.map((value) => ({ name, value })),
				...(mask ? [{ name: 'mask', value: mask }] : []),
			],
		};
	},
	parse: readImages,
};

/** Models answer in `data[].url`, `data[].b64_json` or `images[].url`. */
function readImages(answer: Answer): GeneratedImages {
	const { data, images } = answer.body;
	const found = [data, images]
		.map((list) => (Array.isArray(list) ? list.flatMap((entry) => readMedia(entry) ?? []) : []))
		.find((list) => list.length > 0);
	if (!found) throw answer.unexpected('The answer holds no image.');
	return { images: found, body: answer.body };
}
