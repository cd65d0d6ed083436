import { describeAttachments } from './attachments';
import { readConversation, textOf, type Conversation } from './conversation';
import type { JsonObject } from './exchange';
import { describeImage } from './image-facts';
import { exampleOf } from './schema-example';
import { keySentences, keywords, relevantSentences, summarize } from './summary';

/** From this length on, a text in the messages is something to answer from. */
const MATERIAL_LENGTH = 300;

/** Numbers as a request spells them, e.g. `three sentences`. */
const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
/** A number of things a summary is made of, with at most one word between. */
const COUNTED = new RegExp(
	`\\b(\\d{1,2}|${NUMBERS.join('|')})[\\s-](?:\\w+[\\s-])?(?:sentence|bullet|point|line)`,
	'g',
);
/** A request for the prompt of a picture or film, in either order. */
const IMAGE_PROMPT =
	/\b(image|picture|video|visual|illustration|cover)s?\b[^.\n]{0,40}\bprompt|\bprompt\b[^.\n]{0,40}\b(image|picture|video|illustrat)/i;

/**
 * What the sandbox's models say: useful without any model behind them, and always the same for
 * the same request.
 */
export function answerChat(body: JsonObject): string {
	const messages = body.messages as JsonObject[];
	if (/guard/i.test(String(body.model))) return judge(messages);
	const attachments = describeAttachments(messages);
	const words = answerInWords(readConversation(messages));
	const text = [...attachments, words].join('\n\n');
	const format = (body.response_format ?? {}) as JsonObject;
	if (format.type === 'json_object') return JSON.stringify({ answer: text });
	if (format.type === 'json_schema') {
		const { schema } = (format.json_schema ?? {}) as JsonObject;
		return JSON.stringify(exampleOf(schema, text));
	}
	return text;
}

/** Words that make a text unsafe, with the codes the documented guard models give. */
const UNSAFE: ReadonlyArray<readonly [code: string, words: RegExp]> = [
	['S1', /\b(kill|murder|attack)\b/i],
	['S9', /\b(bomb|explosive|weapon)s?\b/i],
];

/** A guard model's answer: `safe`, or `unsafe` and the codes on the next line. */
function judge(messages: readonly JsonObject[]): string {
	const text = textOf(messages.filter(({ role }) => role === 'user').at(-1)?.content);
	const codes = UNSAFE.filter(([, words]) => words.test(text)).map(([code]) => code);
	return codes.length > 0 ? `unsafe\n${codes.join(',')}` : 'safe';
}

function answerInWords(conversation: Conversation): string {
	const { instructions, material, question, images } = conversation;
	if (images.length > 0) return answerAboutImages(images, question);
	if (IMAGE_PROMPT.test(instructions)) return imagePrompt(material);
	if (/summar/i.test(instructions)) return summarize(material, wantedSentences(instructions));
	const source = material.replace(question, '');
	const found = source.length > MATERIAL_LENGTH ? relevantSentences(source, question, 2) : [];
	if (found.length > 0) return `The text says: ${found.join(' ')}`;
	return (
		`You asked: “${question}” This is the sandbox of the AI/ML API, so no model thought about it; ` +
		'with an API key, the chosen model answers here.'
	);
}

/** What can be known of pictures; a question about them is named. */
function answerAboutImages(images: readonly string[], question: string): string {
	const facts = images.map(describeImage).join('\n\n');
	if (!question.endsWith('?')) return facts;
	return `You asked: “${question}” What the sandbox knows: ${facts}`;
}

/** One line a picture can be made of. */
function imagePrompt(material: string): string {
	const [scene = 'An open landscape'] = keySentences(material, 1);
	const short = scene.length > 160 ? `${scene.slice(0, 160).replace(/\s+\S*$/, '')}` : scene;
	const subject = short.replace(/\s+/g, ' ').replace(/[.!?]+$/, '');
	const details = keywords(material, 5).join(', ');
	return `Cinematic illustration: ${subject}; ${details}; soft natural light, wide shot, rich detail`;
}

/** How long a summary should be, in sentences: the largest number asked for, e.g. in `three to seven points`. */
function wantedSentences(instructions: string): number {
	const counts = [...instructions.toLowerCase().matchAll(COUNTED)].map(
		([, count]) => Number(count) || NUMBERS.indexOf(count!) + 1,
	);
	if (counts.length > 0) return Math.max(1, ...counts);
	if (/\b(short|brief|concise|tl;?dr)\b/i.test(instructions)) return 3;
	return /\b(long|detailed|thorough)\b/i.test(instructions) ? 8 : 5;
}
