import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countedText, text } from '../../../extension/shared/texts';

interface Message {
	readonly message: string;
	readonly placeholders?: Record<string, { content: string }>;
}

/** Gives the browser's texts in a language, without some of them. */
function speak(language: string, without: readonly string[] = []): void {
	const file = join(__dirname, `../../../extension/_locales/${language}/messages.json`);
	const messages = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Message>;
	const getMessage = (name: string, values: readonly string[] = []) => {
		const { message = '', placeholders = {} } = without.includes(name)
			? {}
			: (messages[name] ?? {});
		return message.replace(/\$(\w+)\$/g, (_, place: string) => {
			const number = placeholders[place.toLowerCase()]!.content.slice(1);
			return values[Number(number) - 1] ?? '';
		});
	};
	Object.assign(globalThis, { chrome: { i18n: { getMessage } } });
}

afterEach(() => {
	Reflect.deleteProperty(globalThis, 'chrome');
});

test.each([
	['en', 1, '1 of 1 image loaded.'],
	['en', 2, '1 of 2 images loaded.'],
	['de', 1, '1 von einem Bild geladen.'],
	['de', 5, '1 von 5 Bildern geladen.'],
	['es', 1, '1 de 1 imagen cargada.'],
	['es', 12, '1 de 12 imágenes cargadas.'],
	['ar', 2, 'حُمّل 1 من صورتين.'],
	['ar', 3, 'حُمّل 1 من 3 صور.'],
	['ar', 11, 'حُمّل 1 من 11 صورة.'],
])('in %s, %d images are told in their form', (language, count, told) => {
	speak(language);
	expect(countedText('statusImagesLoaded', count, 1)).toBe(told);
});

test('a form that the texts do not have yet is told in the general one', () => {
	speak('en', ['statusImagesLoaded_one']);
	expect(countedText('statusImagesLoaded', 1, 1)).toBe('1 of 1 images loaded.');
});

test('numbers are written as the language does', () => {
	speak('de');
	expect(text('statusPart', 2, 12_345)).toContain('Teil 2 von 12.345');
});
