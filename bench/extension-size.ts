import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { extensionFolder } from '../scripts/lib/paths';

/** Bytes a zip archive spends on an entry beside its name (twice) and its data. */
const ENTRY_OVERHEAD = 30 + 46;
const END_OF_ARCHIVE = 22;

/** What a store takes and a user downloads: the size of a zip of the built extension. */
export async function measure(): Promise<Record<string, number>> {
	const files = readdirSync(extensionFolder, { recursive: true })
		.map(String)
		.filter((file) => statSync(join(extensionFolder, file)).isFile());
	const contents = files.map((file) => readFileSync(join(extensionFolder, file)));
	const unpacked = contents.reduce((sum, content) => sum + content.length, 0);
	const packed = contents.reduce((sum, content, index) => {
		const deflated = deflateRawSync(content, { level: 9 }).length;
		const name = Buffer.byteLength(files[index] ?? '');
		return sum + Math.min(content.length, deflated) + ENTRY_OVERHEAD + 2 * name;
	}, END_OF_ARCHIVE);
	return { 'extension: zip (kB)': packed / 1000, 'extension: unpacked (kB)': unpacked / 1000 };
}
