import type { Route } from '.';
import type { Exchange, JsonObject } from '../exchange';
import { cubeGlb, cubeObj } from '../mesh';
import type { ModelEntry } from '../models';
import { drawPicture, type Picture } from '../picture';
import { sizeOf } from '../picture-size';
import { priceOf } from '../pricing';
import { requireModel } from '../validation';

/** `POST /v1/images/generations` and `/v1/images/edits`: pictures that show their prompt. */
export const images: readonly Route[] = [
	{
		method: 'POST',
		path: '/v1/images/generations',
		// The older address does the same.
		aliases: [
			'/images/generations',
			'/v1/images/generations/with-url',
			'/images/generations/with-url',
		],
		access: 'paid',
		answer: answerImages,
	},
	{
		method: 'POST',
		path: '/v1/images/edits',
		aliases: ['/images/edits'],
		access: 'paid',
		answer: answerEdits,
	},
];

async function answerImages(exchange: Exchange): Promise<void> {
	const { body } = exchange;
	const model = requireModel(body, 'openai/image-generations');
	if (model.answer?.includes('mesh')) return answerMesh(exchange, model);
	await drawAnswer(exchange, model, body);
}

/** One family finds the parts of a mesh, the other makes one. */
function answerMesh(exchange: Exchange, model: ModelEntry): void {
	const { body, state } = exchange;
	const mesh = (name: string) => {
		const isObj = body.output_format === 'obj';
		const [extension, type] = isObj ? ['obj', 'model/obj'] : ['glb', 'model/gltf-binary'];
		const bytes = isObj ? cubeObj() : cubeGlb();
		const url = state.media.add(extension, type, async () => bytes);
		const file_name = `${name}.${extension}`;
		return { url, content_type: type, file_name, file_size: bytes.length };
	};
	const answer =
		model.answer === 'meshes'
			? {
					segmented_mesh: mesh('segmented'),
					...Object.fromEntries([1, 2, 3].map((n) => [`mask_${n}_mesh`, mesh(`mask-${n}`)])),
					best_mask_index: 0,
					iou_scores: [0.9, 0.8, 0.7],
					seed: 42,
				}
			: { model_mesh: mesh('model'), timings: { inference: 0.25 } };
	exchange.sendPaid(answer, priceOf(model, body, { output: 1 }));
}

/** A form whose files are called `image` or `image[]`, and `mask`. */
async function answerEdits(exchange: Exchange): Promise<void> {
	const { formBody, record } = exchange;
	const images = record.files.filter(({ field }) => ['image', 'image[]'].includes(field));
	const body = { ...formBody, ...(images.length > 0 && { image: images.map(() => ({})) }) };
	const model = requireModel(body, 'openai/image-editing');
	await drawAnswer(exchange, model, body);
}

async function drawAnswer(exchange: Exchange, model: ModelEntry, body: JsonObject): Promise<void> {
	const { state } = exchange;
	const size = sizeOf(model, body);
	const count = Number(body.num_images ?? body.n ?? 1);
	const prompt = typeof body.prompt === 'string' ? body.prompt : 'A picture without a prompt';
	const asBase64 =
		body.response_format === 'b64_json' && 'response_format' in model.request.properties;

	const entries: JsonObject[] = [];
	for (let number = 1; number <= count; number++) {
		const caption = count > 1 ? `${model.id}  ${number}/${count}` : model.id;
		const picture: Picture = { ...size, prompt, caption };
		if (asBase64) {
			entries.push({ url: null, b64_json: (await drawPicture(picture)).toString('base64') });
			continue;
		}
		const url = state.media.add('png', 'image/png', () => drawPicture(picture));
		entries.push(
			model.answer?.includes('images')
				? { url, ...size, content_type: 'image/png' }
				: { url, b64_json: null },
		);
	}
	const answer = layOut(model.answer, entries, prompt);
	exchange.sendPaid(answer, priceOf(model, body, { output: count }));
}

/** Most models answer in `data`, some in `images` too, and a few samples show `images` alone. */
function layOut(answer: string | undefined, entries: JsonObject[], prompt: string): JsonObject {
	if (answer === 'images') return { images: entries, seed: 490733907 };
	if (answer !== 'data+images') return { created: Math.floor(Date.now() / 1000), data: entries };
	return {
		images: entries,
		timings: { inference: 0.25 },
		seed: 490733907,
		has_nsfw_concepts: entries.map(() => false),
		prompt,
		data: entries,
	};
}
