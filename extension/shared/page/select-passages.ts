import { splitText } from './split-text';

/** Characters of a passage: some paragraphs, so that what is said of a thing stands together. */
const PASSAGE_CHARACTERS = 1500;

/** Stands where something was left out. */
const GAP = '[…]';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/**
 * The passages of a long text that matter for a question, in the text's order and at most `limit`
 * characters. A passage matters by the words it shares with the question, rare ones most; the beginning,
 * which says what the text is, is always among them, and without a word in common they are spread evenly.
 */
export function selectPassages(text: string, question: string, limit: number): string {
	if (text.length <= limit) return text;
	const passages = splitText(text, PASSAGE_CHARACTERS).map((passage) => ({
		passage,
		words: wordsOf(passage),
	}));
	const weights = [...wordsOf(question)].map((word) => {
		const holders = passages.filter(({ words }) => words.has(word)).length;
		return [word, holders && Math.log(1 + passages.length / holders)] as const;
	});
	const ranked = passages
		.map(({ passage, words }, index) => ({
			passage,
			index,
			score:
				index === 0
					? Infinity
					: sum(weights.map(([word, weight]) => (words.has(word) ? weight : 0))),
			spread: spreadOf(index),
		}))
		.sort((a, b) => b.score - a.score || a.spread - b.spread);
	const chosen: typeof ranked = [];
	let length = 0;
	for (const passage of ranked) {
		length += passage.passage.length + GAP.length + 4;
		if (length > limit) break;
		chosen.push(passage);
	}
	return join(chosen.sort((a, b) => a.index - b.index));
}

function join(
	passages: ReadonlyArray<{ readonly passage: string; readonly index: number }>,
): string {
	let text = '';
	let next = 0;
	for (const { passage, index } of passages) {
		text += index === next ? passage : `\n\n${GAP}\n\n${passage}`;
		next = index + 1;
	}
	return text;
}

function wordsOf(text: string): Set<string> {
	const words = new Set<string>();
	for (const { segment, isWordLike } of segmenter.segment(text.toLowerCase()))
		if (isWordLike) words.add(segment);
	return words;
}

/** Numbers turned round bit by bit: the first n of any count lie evenly apart. */
function spreadOf(index: number): number {
	let turned = 0;
	for (let rest = index, bit = 0.5; rest > 0; rest = Math.floor(rest / 2), bit /= 2)
		turned += (rest % 2) * bit;
	return turned;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
