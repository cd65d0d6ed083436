import type { JsonObject } from './exchange';
import type { ModelEntry } from './models';

/** Pixels. */
export interface Size {
	readonly width: number;
	readonly height: number;
}

/** The documented presets of `image_size`. */
const PRESETS: Readonly<Record<string, Size>> = {
	square_hd: { width: 1024, height: 1024 },
	square: { width: 512, height: 512 },
	portrait_4_3: { width: 768, height: 1024 },
	portrait_16_9: { width: 576, height: 1024 },
	landscape_4_3: { width: 1024, height: 768 },
	landscape_16_9: { width: 1024, height: 576 },
};

/** The longest side of `resolution` and `size` values that name a class. */
const LONGEST_SIDE: Readonly<Record<string, number>> = { '0.5k': 512, '2k': 2048, '4k': 4096 };

const DEFAULT_SIDE = 1024;
const MAX_SIDE = 4096;

/** The size a request asks for, in whichever of the documented parameters; else the model's default. */
export function sizeOf(model: ModelEntry, body: JsonObject): Size {
	const defaults = Object.fromEntries(
		Object.entries(model.request.properties).map(([name, schema]) => [name, schema.default]),
	);
	const size = readSize(body) ??
		readSize(defaults) ?? { width: DEFAULT_SIDE, height: DEFAULT_SIDE };
	return { width: clamp(size.width), height: clamp(size.height) };
}

function readSize(values: JsonObject): Size | undefined {
	const { image_size, size, resolution, aspect_ratio } = values;
	const side = [resolution, size, image_size]
		.map((value) => LONGEST_SIDE[String(value).toLowerCase()])
		.find((known) => known !== undefined);
	return (
		readPixels(image_size) ??
		readPixels(size) ??
		readPixels(values) ??
		readRatio(aspect_ratio, side ?? DEFAULT_SIDE) ??
		(side === undefined ? undefined : { width: side, height: side })
	);
}

/** `{width, height}`, a preset's name, or `1024x768`. */
function readPixels(value: unknown): Size | undefined {
	if (typeof value === 'object' && value !== null) {
		const { width, height } = value as JsonObject;
		if (typeof width === 'number' && typeof height === 'number') return { width, height };
		return undefined;
	}
	const [, width, height] = /^(\d+)[x*](\d+)$/i.exec(String(value)) ?? [];
	return width && height
		? { width: Number(width), height: Number(height) }
		: PRESETS[String(value)];
}

/** `16:9`, with its longer side of this length. */
function readRatio(ratio: unknown, side: number): Size | undefined {
	const [, across, down] = /^(\d+):(\d+)$/.exec(String(ratio)) ?? [];
	if (!Number(across) || !Number(down)) return undefined;
	const scale = side / Math.max(Number(across), Number(down));
	return { width: Math.round(Number(across) * scale), height: Math.round(Number(down) * scale) };
}

function clamp(pixels: number): number {
	return Math.max(16, Math.min(MAX_SIDE, Math.round(pixels)));
}
