/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import type { RecordedRequest } from '../../sandbox/options';
import type { Colour } from './pictures';

/** The image of a chat request: an address or a data URL. */
export function imageSentIn({ body }: RecordedRequest): string {
	const { messages } = body as {
		messages: Array<{ content: string | Array<{ image_url?: { url: string } }> }>;
	};
	const urls = messages.flatMap(({ content }) =>
		typeof content === 'string' ? [] : content.flatMap(({ image_url }) => image_url?.url ?? []),
	);
	if (urls.length !== 1) throw new Error(`The request holds ${urls.length} images.`);
	return urls[0]!;
}

/** What a picture looks like. */
export interface Look {
	readonly width: number;
	readonly height: number;
	/** At a tenth of the width from the left and from the right, half-way down. */
	readonly left: Colour;
	readonly right: Colour;
}

/** Decodes a picture, in any page of a browser. */
export function lookOf(page: Page, dataUrl: string): Promise<Look> {
	return page.evaluate(async (url) => {
		const image = new Image();
		image.src = url;
		await image.decode();
		const { width, height } = image;
		const canvas = Object.assign(document.createElement('canvas'), { width, height });
		const context = canvas.getContext('2d')!;
		context.drawImage(image, 0, 0);
		const colourAt = (part: number) => {
			const [r, g, b] = context.getImageData(Math.floor(width * part), height >> 1, 1, 1).data;
			return [r!, g!, b!] as const;
		};
		return { width, height, left: colourAt(0.1), right: colourAt(0.9) };
	}, dataUrl);
}

/** True when two colours are the same but for what JPEG makes of them. */
export function isAlike(one: Colour, other: Colour): boolean {
	return one.every((value, channel) => Math.abs(value - other[channel]!) <= 8);
}
