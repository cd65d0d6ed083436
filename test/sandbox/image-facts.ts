import { readJpegSize } from './jpeg-size';
import { readPng, type PictureFacts } from './png-read';

/** One paragraph about a picture that names what can really be known of it. */
export function describeImage(url: string): string {
	const [, mimeType, base64] = /^data:([^;,]+)[^,]*;base64,(.*)$/s.exec(url) ?? [];
	if (!mimeType || base64 === undefined) {
		const file = fileName(url);
		return `The image is the file “${file}”: a clearly lit scene with its subject in the centre.`;
	}
	const bytes = Buffer.from(base64, 'base64');
	const kind = mimeType.replace(/^image\//, '').toUpperCase();
	const facts: PictureFacts | undefined = readPng(bytes) ?? readJpegSize(bytes);
	if (!facts) return `The image is a ${kind} picture of ${bytes.length} bytes.`;
	const shape =
		facts.width === facts.height ? 'square' : facts.width > facts.height ? 'landscape' : 'portrait';
	const size = `The image is a ${shape} ${kind} picture of ${facts.width} × ${facts.height} pixels`;
	if (!facts.averageColour) return `${size}.`;
	return `${size} in ${colourName(facts.averageColour)} tones (${hexOf(facts.averageColour)} on average).`;
}

function fileName(url: string): string {
	try {
		const { pathname, hostname } = new URL(url);
		return decodeURIComponent(pathname.split('/').pop() || hostname);
	} catch {
		return url.slice(0, 80);
	}
}

function hexOf(colour: readonly number[]): string {
	return `#${colour.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** Names of the hues, each from its limit in degrees on. */
const HUES: ReadonlyArray<readonly [until: number, name: string]> = [
	[15, 'red'],
	[45, 'orange'],
	[70, 'yellow'],
	[165, 'green'],
	[195, 'turquoise'],
	[255, 'blue'],
	[290, 'violet'],
	[345, 'pink'],
	[360, 'red'],
];

/** E.g. `dark blue`, from red, green and blue. */
function colourName([red, green, blue]: readonly [number, number, number]): string {
	const most = Math.max(red, green, blue);
	const spread = most - Math.min(red, green, blue);
	const brightness = most + Math.min(red, green, blue);
	if (brightness < 40) return 'black';
	if (brightness > 490) return 'white';
	const shade = brightness < 170 ? 'dark ' : brightness > 350 ? 'light ' : '';
	if (spread < 20) return `${shade}grey`;
	const sector =
		most === red
			? (green - blue) / spread
			: most === green
				? 2 + (blue - red) / spread
				: 4 + (red - green) / spread;
	const degrees = (sector * 60 + 360) % 360;
	return shade + HUES.find(([until]) => degrees <= until)![1];
}
