import { hasMedia, requireFields } from '../body';
import { invalidInput } from '../errors';
import { readMedia, type GeneratedMedia } from '../media';
import type { Operation } from '../operation';
import type { JsonObject } from '../transport';

/** A generated mesh under the name the API gives it, e.g. `model_mesh`. */
export interface GeneratedMesh {
	readonly name: string;
	readonly media: GeneratedMedia;
}

/** Generated meshes, the main one first. */
export interface GeneratedModel3d {
	readonly meshes: readonly GeneratedMesh[];
	/** What the answer says beside them, e.g. `timings`, `iou_scores`, `seed`. */
	readonly details: JsonObject;
	/** The API's own body. */
	readonly body: JsonObject;
}

/**
 * `POST /v1/images/generations` for models that make meshes. The input is the request body; `model` is
 * required, and a `prompt` unless the model works on an image or mesh that is given. The answer holds
 * `model_mesh`, or `segmented_mesh` with `mask_1_mesh` and more; the published schema, that of
 * images, is wrong for them.
 */
export const generateModel3d: Operation<JsonObject, GeneratedModel3d> = {
	name: 'model3d:generate',
	modelTypes: ['openai/image-generations'],
	request(body) {
		requireFields(body, 'model');
		if (!hasMedia(body) && !body.prompt)
			throw invalidInput('media', 'An image or a mesh to work on is required, or a prompt.');
		return { method: 'POST', path: '/v1/images/generations', body };
	},
	parse(answer) {
		const { meta: _meta, ...fields } = answer.body;
		const isMesh = (name: string) => /_mesh$/.test(name);
		const meshes = Object.entries(fields).flatMap(([name, value]) => {
			const media = isMesh(name) ? readMedia(value) : undefined;
			return media ? [{ name, media }] : [];
		});
		if (meshes.length === 0) throw answer.unexpected('The answer holds no mesh.');
		const details = Object.entries(fields).filter(([name]) => !isMesh(name));
		return { meshes, details: Object.fromEntries(details), body: answer.body };
	},
};
