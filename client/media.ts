import type { JsonObject } from './transport';

/** A generated file as an answer names it: by URL on another host, or by its bytes. */
export interface GeneratedMedia {
	/** Where to fetch it, without the API key. Its lifetime is not documented: fetch it at once. */
	readonly url?: string;
	/** The bytes, when JSON carries them. */
	readonly base64?: string;
	/** The bytes, when they are the answer itself. */
	readonly bytes?: Uint8Array;
	/** As the answer tells it, e.g. `image/png`. */
	readonly mimeType?: string;
	/** What the answer says beside it, e.g. `revised_prompt`, `width`, `duration`. */
	readonly details: JsonObject;
}

/** The files of an answer that may hold one or a list of them. */
export function readMediaList(value: unknown): GeneratedMedia[] {
	return [value].flat().flatMap((entry: unknown) => readMedia(entry) ?? []);
}

/** Reads `{url | b64_json, content_type?, mime_type?, …}` or a plain URL; undefined when there is neither. A data URL counts as bytes. */
export function readMedia(value: unknown): GeneratedMedia | undefined {
	const { url, b64_json, content_type, mime_type, ...details } =
		typeof value === 'string' ? ({ url: value } as JsonObject) : ((value ?? {}) as JsonObject);
	const told = content_type ?? mime_type;
	const type = typeof told === 'string' ? { mimeType: told } : {};
	if (typeof url === 'string' && url !== '')
		return { ...type, ...(parseDataUrl(url) ?? { url }), details };
	if (typeof b64_json === 'string' && b64_json !== '')
		return { ...type, ...(parseDataUrl(b64_json) ?? { base64: b64_json }), details };
	return undefined;
}

/** The type and bytes of a `data:…;base64,…` URL. */
export function parseDataUrl(url: string): { mimeType: string; base64: string } | undefined {
	const match = /^data:([^;,]+)[^,]*;base64,(.*)$/s.exec(url);
	return match ? { mimeType: match[1]!, base64: match[2]! } : undefined;
}

/** Common media types and the file extensions that name them; the first extension of a type is used for new files. */
const MEDIA_TYPES: ReadonlyArray<readonly [extension: string, mimeType: string]> = [
	['png', 'image/png'],
	['jpg', 'image/jpeg'],
	['jpeg', 'image/jpeg'],
	['webp', 'image/webp'],
	['gif', 'image/gif'],
	['svg', 'image/svg+xml'],
	['mp4', 'video/mp4'],
	['webm', 'video/webm'],
	['mov', 'video/quicktime'],
	['mp3', 'audio/mpeg'],
	['wav', 'audio/wav'],
	['ogg', 'audio/ogg'],
	['flac', 'audio/flac'],
	['aac', 'audio/aac'],
	['m4a', 'audio/mp4'],
	['opus', 'audio/opus'],
	['pcm', 'audio/pcm'],
	['pdf', 'application/pdf'],
	['tif', 'image/tiff'],
	['tiff', 'image/tiff'],
	['bmp', 'image/bmp'],
	['glb', 'model/gltf-binary'],
	['obj', 'model/obj'],
	['ply', 'model/ply'],
	['srt', 'application/x-subrip'],
	['vtt', 'text/vtt'],
];

/** Leading bytes that tell a type for certain, each byte as the character of its number. */
const SIGNATURES: ReadonlyArray<readonly [start: RegExp, mimeType: string]> = [
	[/^\x89PNG\r\n/, 'image/png'],
	[/^\xff\xd8\xff/, 'image/jpeg'],
	[/^GIF8/, 'image/gif'],
	[/^RIFF.{4}WEBP/s, 'image/webp'],
	[/^RIFF.{4}WAVE/s, 'audio/wav'],
	[/^ID3|^\xff[\xe2\xe3\xf2\xf3\xfa\xfb]/, 'audio/mpeg'],
	[/^\xff[\xf0\xf1\xf8\xf9]/, 'audio/aac'],
	[/^OggS/, 'audio/ogg'],
	[/^fLaC/, 'audio/flac'],
	[/^%PDF/, 'application/pdf'],
	[/^glTF/, 'model/gltf-binary'],
];

/** The type that a file's first bytes, or else its URL's file name, tell. */
export function guessMimeType({
	url,
	base64,
	bytes,
}: {
	url?: string;
	base64?: string;
	bytes?: Uint8Array;
}): string | undefined {
	const start = bytes?.subarray(0, 12) ?? (base64 !== undefined && decodeStart(base64));
	if (start) {
		const text = String.fromCharCode(...start);
		return SIGNATURES.find(([known]) => known.test(text))?.[1];
	}
	const extension = url && /\.([a-z0-9]+)(?:[?#]|$)/i.exec(url)?.[1]?.toLowerCase();
	return MEDIA_TYPES.find(([known]) => known === extension)?.[1];
}

const BASE64_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The first 12 bytes of a base64 text, as far as it goes. */
function decodeStart(base64: string): Uint8Array {
	const digits = [...base64.slice(0, 16)].map((digit) => BASE64_DIGITS.indexOf(digit));
	const end = digits.indexOf(-1);
	const bits = (end < 0 ? digits : digits.slice(0, end))
		.map((digit) => digit.toString(2).padStart(6, '0'))
		.join('');
	return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => parseInt(byte, 2));
}

/** Other names of media types that servers use. */
const ALIASES: Readonly<Record<string, string>> = {
	'audio/l16': 'audio/pcm',
	'audio/mp3': 'audio/mpeg',
	'audio/wave': 'audio/wav',
	'audio/webm': 'video/webm',
	'audio/x-flac': 'audio/flac',
	'audio/x-m4a': 'audio/mp4',
	'audio/x-wav': 'audio/wav',
	'image/jpg': 'image/jpeg',
};

/** The usual file extension of a media type, without the dot; `bin` when unknown. */
export function extensionOf(mimeType: string): string {
	const name = mimeType.toLowerCase();
	const usual = ALIASES[name] ?? name;
	return MEDIA_TYPES.find(([, known]) => known === usual)?.[0] ?? 'bin';
}
