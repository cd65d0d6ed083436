import { isTooLong } from '../shared/page/condense';
import type { FeatureContext } from '../shared/feature';
import { requireNetwork } from '../shared/api/online';
import { createPageBlock } from '../shared/page/page-block';
import { recentTurns, turnMessages, type ChatMessage } from '../shared/answer/turn-messages';
import { selectPassages } from '../shared/page/select-passages';
import { streamAnswer } from '../shared/answer/stream-answer';

/** Characters of the page sent with a question: about 30,000 tokens of English. */
const PAGE_CHARACTERS = 120_000;
/** A page the model finds too long is halved at most this often. */
const MAX_HALVINGS = 4;

const ANSWER = `You answer questions about a web page for the person who is reading it. Answer in the
language of the question, in Markdown, as briefly as the question allows. Say only what the page says,
and quote the words that matter; when it does not answer the question, say so first. Where "[…]" stands,
parts of a long page were left out. No heading, no images, no HTML, no remark about the task.`;

/**
 * Streams the answer to a question about the page, with the conversation so far. Of a long page those
 * passages are sent that share words with the question: that costs no further call, and keeps the page's
 * own words, which a condensed page would have lost.
 *
 * @throws AimlApiError
 */
export async function askPage(context: FeatureContext<'ask-page'>): Promise<void> {
	// Told at once, and not after the attempts of a request.
	requireNetwork();
	for (let limit = PAGE_CHARACTERS, halvings = 0; ; limit /= 2, halvings++) {
		try {
			return await answer(context, limit);
		} catch (error) {
			if (!isTooLong(error) || halvings >= MAX_HALVINGS) throw error;
		}
	}
}

async function answer(
	{ ports, settings, task, subject, turns, onEvent }: FeatureContext<'ask-page'>,
	limit: number,
): Promise<void> {
	const block = createPageBlock();
	const recent = recentTurns(turns);
	// "And why?" is about what was asked before.
	const asked = [...recent.map(({ question }) => question), task.question].join('\n');
	const page = block.wrap(`${subject.title}\n\n${selectPassages(subject.text, asked, limit)}`);
	const messages = [
		{ role: 'system', content: `${ANSWER}\n\n${block.rule}` },
		...withMaterial(page, [...turnMessages(recent), { role: 'user', content: task.question }]),
	];
	await streamAnswer(ports, { model: settings.chatModel, messages }, onEvent);
}

/** The page stands before the first question: some models take only messages that alternate. */
function withMaterial(page: string, [first, ...others]: readonly ChatMessage[]): ChatMessage[] {
	return [{ role: 'user', content: `${page}\n\n${first?.content}` }, ...others];
}
