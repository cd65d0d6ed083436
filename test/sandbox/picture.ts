import { GLYPH_HEIGHT, GLYPH_WIDTH, glyphOf, plain } from './font';
import { numbersFrom } from './hash';
import { encodePng } from './png';

/** What a generated picture shows. */
export interface Picture {
	readonly width: number;
	readonly height: number;
	/** Written across the middle, and the seed of the colours. */
	readonly prompt: string;
	/** Written at the bottom. */
	readonly caption: string;
}

/** Colours of the gradient; two more are the text and its shadow. */
const SHADES = 254;
const SHADOW = SHADES;
const INK = SHADES + 1;
/** Dots from one character, or line, to the next. */
const ADVANCE = GLYPH_WIDTH + 1;
const LINE_HEIGHT = GLYPH_HEIGHT + 4;
/** Long prompts end in an ellipsis rather than in tiny letters. */
const MAX_LENGTH = 240;

/** Draws the prompt over a gradient of its own, so that a person sees which picture belongs to which request. */
export async function drawPicture(picture: Picture): Promise<Buffer> {
	const { width, height, prompt, caption } = picture;
	const pixels = gradient(width, height);
	const text = plain(prompt);
	const short = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 3).trimEnd()}...` : text;
	const { lines, scale } = fit(short, width * 0.86, height * 0.66);
	const top = (height - lines.length * LINE_HEIGHT * scale) / 2;
	lines.forEach((line, index) =>
		write(pixels, width, height, line, scale, top + index * LINE_HEIGHT * scale),
	);
	const small = fit(plain(caption), width * 0.9, height * 0.06, 1);
	if (small.lines.length === 1)
		write(pixels, width, height, small.lines[0]!, small.scale, height * 0.91);
	return encodePng({ width, height, palette: paletteOf(`${prompt}${caption}`), pixels });
}

/** Two colours the prompt decides, with everything between them. */
function paletteOf(seed: string): Array<[number, number, number]> {
	const random = numbersFrom(seed);
	const hue = random() * 360;
	const from = colour(hue, 0.62, 0.3);
	const to = colour(hue + 40 + random() * 80, 0.68, 0.58);
	const shades = Array.from({ length: SHADES }, (_, index) => {
		const share = index / (SHADES - 1);
		return from.map((value, channel) => Math.round(value + (to[channel]! - value) * share));
	}) as Array<[number, number, number]>;
	return [...shades, [18, 20, 28], [255, 255, 255]];
}

/** Hue in degrees, saturation and lightness from 0 to 1, as red, green and blue. */
function colour(hue: number, saturation: number, lightness: number): [number, number, number] {
	const reach = saturation * Math.min(lightness, 1 - lightness);
	const channel = (shift: number) => {
		const position = (shift + hue / 30) % 12;
		const level = lightness - reach * Math.max(-1, Math.min(position - 3, 9 - position, 1));
		return Math.round(level * 255);
	};
	return [channel(0), channel(8), channel(4)];
}

/** From the upper left to the lower right. */
function gradient(width: number, height: number): Uint8Array {
	const pixels = new Uint8Array(width * height);
	const steps = width + height;
	for (let y = 0; y < height; y++)
		for (let x = 0; x < width; x++) pixels[y * width + x] = ((x + y) * SHADES) / steps;
	return pixels;
}

/** The largest whole scale at which the text fits, and its lines; at the smallest, what fits of it. */
function fit(text: string, width: number, height: number, maxLines = Infinity) {
	const largest = Math.max(1, Math.floor(width / ADVANCE / 12));
	for (let scale = largest; scale >= 1; scale--) {
		const lines = wrap(text, Math.max(1, Math.floor(width / ADVANCE / scale)));
		const most = Math.min(maxLines, Math.floor(height / LINE_HEIGHT / scale));
		if (lines.length <= most) return { lines, scale };
		if (scale === 1) return { lines: lines.slice(0, Math.max(1, most)), scale };
	}
	return { lines: [], scale: 1 };
}

/** Lines of at most this many characters, broken at spaces; a longer word is broken inside. */
export function wrap(text: string, characters: number): string[] {
	const lines: string[] = [];
	let line = '';
	for (let word of text.split(' ')) {
		if (line && line.length + 1 + word.length > characters) {
			lines.push(line);
			line = '';
		}
		for (; word.length > characters; word = word.slice(characters))
			lines.push(word.slice(0, characters));
		line = line ? `${line} ${word}` : word;
	}
	return line ? [...lines, line] : lines;
}

/** Writes one centred line with a shadow that keeps it readable on any colour. */
function write(
	pixels: Uint8Array,
	width: number,
	height: number,
	line: string,
	scale: number,
	top: number,
): void {
	const left = (width - (line.length * ADVANCE - 1) * scale) / 2;
	const shift = Math.max(1, Math.round(scale / 2));
	for (const [value, offset] of [[SHADOW, shift] as const, [INK, 0] as const])
		[...line].forEach((character, index) =>
			glyphOf(character).forEach((row, y) => {
				for (let x = 0; x < GLYPH_WIDTH; x++)
					if (row & (1 << (GLYPH_WIDTH - 1 - x)))
						fill(left + (index * ADVANCE + x) * scale + offset, top + y * scale + offset, value);
			}),
		);

	function fill(fromX: number, fromY: number, value: number): void {
		for (let y = Math.round(fromY); y < Math.round(fromY) + scale; y++)
			for (let x = Math.round(fromX); x < Math.round(fromX) + scale; x++)
				if (x >= 0 && x < width && y >= 0 && y < height) pixels[y * width + x] = value;
	}
}
