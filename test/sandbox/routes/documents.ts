import type { Route } from '.';
import { describeImage } from '../image-facts';
import type { Exchange, JsonObject } from '../exchange';
import { drawPicture } from '../picture';
import { priceOf } from '../pricing';
import { requireModel } from '../validation';

/** Pages of every document that is no picture. */
const PAGES = 2;

/** `POST /v1/ocr`: a document of the sandbox's own words, which name the one that was sent. */
export const documents: readonly Route[] = [
	{ method: 'POST', path: '/v1/ocr', aliases: ['/ocr'], access: 'paid', answer: answerOcr },
];

async function answerOcr(exchange: Exchange): Promise<void> {
	const { body } = exchange;
	const model = requireModel(body, 'internal/optical-character-recognition');
	const { type, document_url, image_url } = body.document as JsonObject;
	const isPicture = type === 'image_url' || String(body.mimeType).startsWith('image/');
	const url = String(image_url ?? document_url ?? body.document);
	const wanted = Array.isArray(body.pages) ? (body.pages as number[]) : undefined;
	const pages = [...Array(isPicture ? 1 : PAGES).keys()]
		.filter((index) => wanted?.includes(index) ?? true)
		.map(async (index) => await makePage(index, nameOf(url), body.include_image_base64 === true));
	exchange.sendPaid(
		{
			pages: await Promise.all(pages),
			model: model.id,
			usage_info: { pages_processed: pages.length, doc_size_bytes: url.length },
		},
		priceOf(model, body, { input: 1000 * pages.length, output: 1000 * pages.length }),
	);
}

/** Each page has a heading, a sentence and a picture. */
async function makePage(index: number, name: string, withBytes: boolean): Promise<JsonObject> {
	const id = `img-${index}.png`;
	const picture = { width: 64, height: 64, prompt: `Page ${index + 1}`, caption: '' };
	const bytes = withBytes ? await drawPicture(picture) : undefined;
	return {
		index,
		markdown: `# Page ${index + 1}\n\nThis is a page of ${name}.\n\n![${id}](${id})`,
		images: [
			{
				id,
				top_left_x: 10,
				top_left_y: 20,
				bottom_right_x: 74,
				bottom_right_y: 84,
				image_base64: bytes ? `data:image/png;base64,${bytes.toString('base64')}` : null,
			},
		],
		dimensions: { dpi: 200, height: 2200, width: 1700 },
	};
}

function nameOf(url: string): string {
	if (/^data:image\//.test(url)) return describeImage(url);
	return /^https?:/.test(url) ? `“${url.split('/').pop()}”` : `${url.length} characters of base64`;
}
