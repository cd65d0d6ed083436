import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXTENSION_FOLDER } from './chromium-with-extension';

/** The built extension as it is in one of its languages. */
export interface TranslatedExtension {
	readonly folder: string;
	/** A text of that language, with nothing in its places for values. */
	text(name: string): string;
	remove(): Promise<void>;
}

/**
 * Copies the build, with nothing but this language in it. A browser takes the language of its own
 * texts, which Linux installs in packages of their own; where that one is missing, it takes the default.
 */
export async function translatedExtension(language: string): Promise<TranslatedExtension> {
	const folder = await mkdtemp(join(tmpdir(), `aiml-extension-${language}-`));
	await cp(EXTENSION_FOLDER, folder, {
		recursive: true,
		filter: (source) =>
			!/_locales[\\/]/.test(source) || source.includes(join('_locales', language)),
	});
	const manifestFile = join(folder, 'manifest.json');
	const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as object;
	await writeFile(manifestFile, JSON.stringify({ ...manifest, default_locale: language }));
	const messages = JSON.parse(
		await readFile(join(folder, '_locales', language, 'messages.json'), 'utf8'),
	) as Record<string, { message: string }>;
	return {
		folder,
		text: (name) => messages[name]!.message,
		remove: () => rm(folder, { recursive: true, force: true }),
	};
}
