/** Words that say nothing about what a text is about. */
const STOP_WORDS = new Set(
	(
		'about above after again against also although among another because been before being below ' +
		'between both cannot could does doing down during each either else even ever every first from ' +
		'further given have having here hers himself however into itself just like made make many may ' +
		'might more most much must neither never only other ours over rather same second shall should ' +
		'since some still such than that their theirs them then there these they this those through ' +
		'together toward under until upon very were what when where whether which while whom whose will ' +
		'with within without would your yours year years'
	).split(' '),
);

/** A sentence of a text and how much it says. */
interface Ranked {
	readonly sentence: string;
	readonly position: number;
	readonly score: number;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The sentences of running text; headings, menus and markup are left out where sentences remain. */
export function splitSentences(text: string): string[] {
	const blocks = text
		.replace(/<[^>]{1,200}>/g, '\n')
		.replace(/^[\s>*#-]+/gm, '')
		// A line that goes on in lower case was only wrapped.
		.replace(/([^\s.!?:])[ \t]*\n[ \t]*(?=[\p{Ll}\d(])/gu, '$1 ')
		.split(/\n+/);
	const pieces = blocks
		.flatMap((block) => [...segmenter.segment(block)].map(({ segment }) => segment.trim()))
		.filter(Boolean);
	const sentences = pieces.filter(
		(piece) => /[.!?。！？…]["'”’)\]]*$/.test(piece) && piece.length > 20,
	);
	return sentences.length > 0 ? sentences : pieces;
}

/** The words of a text that carry its meaning, in lower case. */
export function meaningfulWords(text: string): string[] {
	const words = text.toLowerCase().match(/\p{L}[\p{L}\p{N}’'-]*/gu) ?? [];
	return words.filter((word) => word.length > 3 && !STOP_WORDS.has(word));
}

/** The most frequent meaningful words; those named first win a tie. */
export function keywords(text: string, count: number): string[] {
	return [...frequencies(meaningfulWords(text))]
		.sort(([, a], [, b]) => b - a)
		.slice(0, count)
		.map(([word]) => word);
}

/** The sentences that say most about the whole text, in their order, none much like another. */
export function keySentences(text: string, count: number): string[] {
	const sentences = splitSentences(text);
	const weights = frequencies(sentences.flatMap(meaningfulWords));
	return choose(sentences, count, (words, position) => {
		const weight = [...words].reduce((sum, word) => sum + weights.get(word)!, 0);
		// The beginning of a text tells what it is about.
		return (weight / Math.sqrt(words.size + 4)) * (position === 0 ? 1.4 : 1);
	});
}

/** The sentences that share most with a question, in their order; none when nothing is shared. */
export function relevantSentences(text: string, question: string, count: number): string[] {
	const asked = new Set(meaningfulWords(question).map(stem));
	return choose(
		splitSentences(text),
		count,
		(words) =>
			[...words].filter((word) => asked.has(stem(word))).length / Math.sqrt(words.size + 4),
	);
}

/** A lead sentence and bullets, as short markdown; two sentences are no list. */
export function summarize(text: string, count: number): string {
	const [lead, ...rest] = keySentences(text, count);
	if (!lead) return 'There is no text to summarize.';
	if (rest.length < 2) return [lead, ...rest].join(' ');
	return `${lead}\n\n${rest.map((sentence) => `- ${sentence}`).join('\n')}`;
}

function choose(
	sentences: readonly string[],
	count: number,
	rate: (words: ReadonlySet<string>, position: number) => number,
): string[] {
	const wordsOf = new Map(sentences.map((text) => [text, new Set(meaningfulWords(text))]));
	const ranked = sentences
		.map((sentence, position): Ranked => {
			const score = rate(wordsOf.get(sentence)!, position);
			return { sentence, position, score };
		})
		.filter(({ score }) => score > 0)
		.sort((a, b) => b.score - a.score || a.position - b.position);
	const chosen: Ranked[] = [];
	for (const candidate of ranked) {
		if (chosen.length === count) break;
		const words = wordsOf.get(candidate.sentence)!;
		const repeats = chosen.some(({ sentence }) => overlap(words, wordsOf.get(sentence)!) > 0.6);
		if (!repeats) chosen.push(candidate);
	}
	return chosen.sort((a, b) => a.position - b.position).map(({ sentence }) => sentence);
}

/** Shared words, as a part of the smaller set. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
	const shared = [...a].filter((word) => b.has(word)).length;
	return shared / Math.max(1, Math.min(a.size, b.size));
}

function frequencies(words: readonly string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
	return counts;
}

/** Good enough to find `volcanoes` by `volcano`. */
function stem(word: string): string {
	return word.replace(/['’]s$/, '').slice(0, 6);
}
