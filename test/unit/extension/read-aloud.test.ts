import { readAloud, type Sound } from '../../../extension/offscreen/read-aloud';
import { BEGINNING, type Position } from '../../../extension/shared/speech/playback';
import { FIRST_PART, LARGEST_PART, partFrom } from '../../../extension/shared/speech/reading-part';

const SENTENCES = Array.from({ length: 120 }, (_, index) => `This is sentence number ${index}. `);
const TEXT = SENTENCES.join('').trim();

/** The parts of a text, one after the other. */
function partsOf(text: string, textLimit: number): string[] {
	const parts: string[] = [];
	let part = partFrom(text, 0);
	while (part && parts.length < 1000) {
		parts.push(text.slice(part.start, part.end));
		part = partFrom(text, part.end, part.end - part.start, textLimit);
	}
	return parts;
}

describe('the parts of a text', () => {
	test('end with sentences, the first one soon, and lose nothing', () => {
		const parts = partsOf(TEXT, 10_000);
		expect(parts.join(' ')).toBe(TEXT);
		for (const part of parts) expect(part).toMatch(/^This .*\.$/s);
		expect(parts[0]!.length).toBeLessThanOrEqual(FIRST_PART);
		expect(parts.length).toBeGreaterThan(3);
	});

	test('grow to at most double, the most that is paid ahead, or what the model takes', () => {
		const lengths = partsOf(TEXT.repeat(10), 10_000).map(({ length }) => length);
		for (const [index, length] of lengths.slice(1).entries())
			expect(length).toBeLessThanOrEqual(Math.max(FIRST_PART, 2 * lengths[index]!));
		expect(Math.max(...lengths)).toBeGreaterThan(LARGEST_PART * 0.9);
		expect(Math.max(...lengths)).toBeLessThanOrEqual(LARGEST_PART);
		expect(
			Math.max(
				...partsOf(TEXT, 80)
					.map(({ length }) => length)
					.slice(1),
			),
		).toBeLessThanOrEqual(80);
	});

	test('a sentence without an end is cut between words, and an empty text has no part', () => {
		const parts = partsOf('word '.repeat(1000).trim(), 500);
		expect(parts.join(' ')).toBe('word '.repeat(1000).trim());
		expect(partFrom(' \n ', 0)).toBeUndefined();
	});
});

/** A player without sound: sounds end when the test says so, and every step is written down. */
function stage(limit = 300) {
	const log: string[] = [];
	const sounds = new Map<
		string,
		{ from: number; begin(): void; end(): void; fail(error: Error): void }
	>();
	const failing = new Map<string, Error>();
	const nameOf = (text: string) => /\d+/.exec(text)![0];
	return {
		log,
		sounds,
		failing,
		reading: (text: string, from: Position = BEGINNING) =>
			readAloud({
				text,
				from,
				textLimit: async () => limit,
				async prepare(part): Promise<Sound> {
					const name = nameOf(part);
					log.push(`prepare ${name}`);
					const error = failing.get(name);
					if (error) throw error;
					return {
						play: (time, onSound) =>
							new Promise<void>((resolve, reject) => {
								log.push(`play ${name}`);
								sounds.set(name, { from: time, begin: onSound, end: resolve, fail: reject });
							}),
					};
				},
				onPart: (part, status) => log.push(`${status} ${nameOf(text.slice(part.start))}`),
			}),
	};
}

/** Lets every promise that can go on do so. */
const settle = () => new Promise((resolve) => setImmediate(resolve));
/** Numbers of the first sentences of the first parts. */
const [FIRST, SECOND, THIRD] = partsOf(TEXT, 300).map((part) => /\d+/.exec(part)![0]);

test('the next part is prepared while one is heard, never one more, and parts play in order', async () => {
	const { log, sounds, reading } = stage();
	void reading(TEXT);
	await settle();
	// Until then it would only delay what is waited for.
	expect(log).toEqual([
		`prepare ${FIRST}`,
		`loading ${FIRST}`,
		`play ${FIRST}`,
		`playing ${FIRST}`,
	]);
	log.length = 0;
	sounds.get(FIRST!)!.begin();
	// A sound that goes on after a pause begins again.
	sounds.get(FIRST!)!.begin();
	await settle();
	expect(log).toEqual([`prepare ${SECOND}`]);
	log.length = 0;
	sounds.get(FIRST!)!.end();
	await settle();
	// It was ready: nothing had to be waited for.
	expect(log).toEqual([`play ${SECOND}`, `playing ${SECOND}`]);
});

test('a sound that ends without having told that it began is followed by the next part', async () => {
	const { log, sounds, reading } = stage();
	void reading(TEXT);
	await settle();
	sounds.get(FIRST!)!.end();
	await settle();
	expect(log.slice(-3)).toEqual([`prepare ${SECOND}`, `play ${SECOND}`, `playing ${SECOND}`]);
});

test('it ends after the last part', async () => {
	const { sounds, reading } = stage();
	const done = reading('Only number 7 is said.');
	await settle();
	sounds.get('7')!.end();
	await expect(done).resolves.toBeUndefined();
});

test('a reading that is taken up again begins in the middle of its part', async () => {
	const { log, sounds, reading } = stage();
	const [first = '', second = ''] = partsOf(TEXT, 300);
	const start = TEXT.indexOf(second);
	void reading(TEXT, { start, end: start + second.length, time: 4.5 });
	await settle();
	expect(first).not.toBe('');
	expect(log[0]).toBe(`prepare ${SECOND}`);
	expect(sounds.get(SECOND!)!.from).toBe(4.5);
	sounds.get(SECOND!)!.end();
	await settle();
	expect(sounds.get(THIRD!)!.from).toBe(0);
});

test('the failure of a part is told when its turn has come, with the part to try again', async () => {
	const { log, sounds, failing, reading } = stage();
	failing.set(SECOND!, new Error('no speech'));
	const done = reading(TEXT);
	let failure: unknown;
	done.catch((error: unknown) => (failure = error));
	await settle();
	sounds.get(FIRST!)!.begin();
	await settle();
	expect(log).toContain(`prepare ${SECOND}`);
	expect(failure).toBeUndefined();
	sounds.get(FIRST!)!.end();
	await expect(done).rejects.toThrow('no speech');
	expect(log.at(-1)).toBe(`loading ${SECOND}`);
	expect(log).not.toContain(`prepare ${THIRD}`);
});

test('a sound that cannot be played ends the reading', async () => {
	const { sounds, reading } = stage();
	const done = reading(TEXT);
	await settle();
	sounds.get(FIRST!)!.fail(new Error('blocked'));
	await expect(done).rejects.toThrow('blocked');
});
