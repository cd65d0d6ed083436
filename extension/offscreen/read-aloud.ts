import type { Position } from '../shared/speech/playback';
import { partFrom, type Part } from '../shared/speech/reading-part';

/** A part of a text, ready to be heard. */
export interface Sound {
	/**
	 * Plays from a time (seconds) and resolves at its end. Rejects when it cannot be played, or is stopped.
	 * @param onSound hears, once or more, that it is heard; a voice may not tell
	 */
	play(from: number, onSound: () => void): Promise<void>;
}

/** How a text is read aloud. */
export interface ReadAloudInput {
	readonly text: string;
	readonly from: Position;
	/** Makes sound of a part; this is what costs. */
	prepare(text: string): Promise<Sound>;
	/** Characters that may be spoken at once; asked for only when a first, short part is heard. */
	textLimit(): Promise<number>;
	/** Hears which part has to be waited for, and which is played from now on. */
	onPart(part: Part, status: 'loading' | 'playing'): void;
}

/**
 * Reads a text aloud part by part. The next part is made while one is heard, whose beginning it does not
 * delay, and never more than that one: nobody pays for much that is not heard. The failure of a part is
 * told when its turn has come.
 *
 * @throws what `prepare` or `Sound.play` throws; the part of the last `onPart` is the one to try again
 */
export async function readAloud(input: ReadAloudInput): Promise<void> {
	const { text, from } = input;
	const ready = new WeakSet<Promise<Sound>>();
	const make = ({ start, end }: Part) => {
		const made = input.prepare(text.slice(start, end));
		// A failure is told when its part is waited for; until then, the part before is still playing.
		made.then(
			() => ready.add(made),
			() => undefined,
		);
		return made;
	};
	let part: Part | undefined = from.end > from.start ? from : partFrom(text, from.start);
	let sound = part && make(part);
	let { time } = from;
	while (part && sound) {
		if (!ready.has(sound)) input.onPart(part, 'loading');
		const current = part;
		let next: ReturnType<typeof prepareNext> | undefined;
		const makeNext = () => {
			if (!next) {
				next = prepareNext(current);
				// Told when its turn has come.
				next.catch(() => undefined);
			}
			return next;
		};
		const playing = (await sound).play(time, () => void makeNext());
		input.onPart(current, 'playing');
		await playing;
		({ part, sound } = await makeNext());
		time = 0;
	}

	async function prepareNext({ start, end }: Part) {
		// The last part needs no limit.
		const next = text.slice(end).trim()
			? partFrom(text, end, end - start, await input.textLimit())
			: undefined;
		return { part: next, sound: next && make(next) };
	}
}
