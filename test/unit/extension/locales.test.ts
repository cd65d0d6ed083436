import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Message {
	readonly message: string;
	readonly placeholders?: Record<string, { content: string }>;
}

const folder = join(__dirname, '../../../extension/_locales');
const languages = readdirSync(folder);
const read = (language: string) =>
	JSON.parse(readFileSync(join(folder, language, 'messages.json'), 'utf8')) as Record<
		string,
		Message
	>;
const english = read('en');

/** Texts that say a count have a form for each way the language counts: `name_one`, `name_other` … */
const COUNTED = /_(zero|one|two|few|many|other)$/;
const counted = new Set(
	Object.keys(english)
		.filter((name) => name.endsWith('_other'))
		.map((name) => name.replace(COUNTED, '')),
);
const isCounted = (name: string) => counted.has(name.replace(COUNTED, ''));
/** The English text that another language's form of it goes by. */
const originalOf = (name: string) =>
	english[isCounted(name) ? name.replace(COUNTED, '_other') : name]!;

function namesIn(language: string): string[] {
	const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
	return Object.keys(english)
		.flatMap((name) => {
			if (!isCounted(name)) return name;
			return name.endsWith('_other') ? forms.map((form) => name.replace(COUNTED, `_${form}`)) : [];
		})
		.sort();
}

/** The places for values in a message: each once, whatever their order. */
const placesIn = ({ message }: Message) =>
	[...new Set(message.match(/\$\w+\$/g) ?? [])].map((place) => place.toLowerCase()).sort();

test('there are the languages that prove plurals, length and direction', () => {
	expect(languages).toEqual(expect.arrayContaining(['ar', 'de', 'en', 'es']));
});

describe.each(languages)('%s', (language) => {
	const messages = read(language);

	test('says every text, and none that is not asked for', () => {
		expect(Object.keys(messages).sort()).toEqual(namesIn(language));
	});

	test('names itself, and no text is empty', () => {
		expect(messages.languageCode?.message).toBe(language);
		const empty = Object.keys(messages).filter((name) => !messages[name]!.message.trim());
		expect(empty).toEqual([]);
	});

	test('has the same places for values as the English text', () => {
		const wrong = Object.entries(messages).filter(([name, message]) => {
			const original = originalOf(name);
			const places = placesIn(message);
			const declared = Object.keys(message.placeholders ?? {}).map((place) => `$${place}$`);
			// A form for one or two may say the count as a word.
			const isWord = isCounted(name) && /_(zero|one|two)$/.test(name);
			return (
				JSON.stringify(message.placeholders) !== JSON.stringify(original.placeholders) ||
				places.some((place) => !declared.includes(place)) ||
				(!isWord && JSON.stringify(places) !== JSON.stringify(placesIn(original)))
			);
		});
		expect(wrong).toEqual([]);
	});
});

test.each(languages.filter((language) => language !== 'en'))('%s is translated', (language) => {
	const messages = read(language);
	// Names and signs, and words that both languages share, are the same.
	const same = Object.keys(messages).filter(
		(name) => messages[name]!.message === english[name]?.message,
	);
	expect(same.length).toBeLessThan(8);
});
