import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { extensionFolder } from '../scripts/lib/paths';

/** Bytes a zip archive spends on an entry beside its name (twice) and its data. */
const ENTRY_OVERHEAD = 30 + 46;
const END_OF_ARCHIVE = 22;

/** Holds PDF.js, and runs only in the tab of a PDF. */
const PDF_READER = 'content/extract-pdf.js';

/**
 * What a store takes and a user downloads: the size of a zip of the built extension, with the reader of
 * PDFs counted apart.
 */
export async function measure(): Promise<Record<string, number>> {
	const files = readdirSync(extensionFolder, { recursive: true })
		.map(String)
		.filter((file) => statSync(join(extensionFolder, file)).isFile());
	const sizes = new Map(files.map((file) => [file, sizesOf(file)]));
	const sum = (size: keyof Sizes) =>
		[...sizes.values()].reduce((total, each) => total + each[size], 0);
	const pdf = sizes.get(PDF_READER);
	if (!pdf) throw new Error(`The built extension has no ${PDF_READER}.`);
	return {
		'extension: zip without PDF.js (kB)': (sum('packed') + END_OF_ARCHIVE - pdf.packed) / 1000,
		'extension: PDF.js in the zip (kB)': pdf.packed / 1000,
		'extension: unpacked (kB)': sum('unpacked') / 1000,
	};
}

/** Bytes of a file, as it is and as an entry of a zip. */
interface Sizes {
	readonly unpacked: number;
	readonly packed: number;
}

function sizesOf(file: string): Sizes {
	const content = readFileSync(join(extensionFolder, file));
	const deflated = deflateRawSync(content, { level: 9 }).length;
	const packed = Math.min(content.length, deflated) + ENTRY_OVERHEAD + 2 * Buffer.byteLength(file);
	return { unpacked: content.length, packed };
}
