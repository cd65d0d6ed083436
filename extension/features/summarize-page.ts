import { callOperation, completeChat, invalidInput, type JsonObject } from '../../client';
import { condense, isTooLong } from '../shared/page/condense';
import { digestOf } from '../shared/digest';
import type { FeatureContext } from '../shared/feature';
import { requireNetwork } from '../shared/api/online';
import { createPageBlock, type PageBlock } from '../shared/page/page-block';
import { requireText, streamAnswer } from '../shared/answer/stream-answer';
import { notesPrompt, summaryPrompt } from '../shared/page/summary-prompt';

type Context = FeatureContext<'summarize-page' | 'summarize-selection'>;

/** Characters sent at once: about 30,000 tokens of English, which nearly every chat model takes. */
export const PART_CHARACTERS = 120_000;
/** Calls in flight for a long page; a browser opens six connections to a host. */
export const PARALLEL_PARTS = 6;
/** A page is condensed at most this often before it has to fit. */
const MAX_ROUNDS = 4;

/**
 * Streams a summary of a page, or of what is selected on it. A text that fits is one call. A longer one is summarized part by part
 * in parallel, and the summaries are summarized again; so is one the model refuses as too long.
 *
 * @throws AimlApiError
 */
export async function summarizePage(context: Context): Promise<void> {
	// Told at once, and not after the attempts of a request; offline later on, a part tries again.
	requireNetwork();
	const block = createPageBlock();
	let { text } = context.subject;
	let limit = PART_CHARACTERS;
	for (let round = 0; ; round++) {
		if (text.length <= limit) {
			try {
				return await streamSummary(context, block, text);
			} catch (error) {
				if (!isTooLong(error) || round >= MAX_ROUNDS) throw error;
				limit = Math.ceil(text.length / 2);
			}
		}
		if (round >= MAX_ROUNDS) throw invalidInput('page', 'is too long for this model.');
		const notes = await condensePage(context, block, text, limit);
		text = notes.join('\n\n');
	}
}

async function streamSummary(
	{ ports, settings, subject, onEvent }: Context,
	block: PageBlock,
	text: string,
): Promise<void> {
	const request = chatRequest(
		settings.chatModel,
		summaryPrompt(settings),
		block,
		subject.title,
		text,
	);
	await streamAnswer(ports, request, onEvent);
}

function condensePage(
	{ ports, settings, subject, notes, onEvent }: Context,
	block: PageBlock,
	text: string,
	limit: number,
): Promise<string[]> {
	const model = settings.chatModel;
	const prompt = notesPrompt(settings);
	return condense(text, {
		limit,
		parallel: PARALLEL_PARTS,
		async condensePart(part) {
			const name = `${model} ${await digestOf(prompt + part)}`;
			const known = notes.get(name);
			if (known !== undefined) return known;
			const request = chatRequest(model, prompt, block, subject.title, part);
			const { output, call } = await callOperation(ports, completeChat, request);
			onEvent({ type: 'call', call });
			// A note that says nothing would be taken for this part's for ever.
			requireText(output, call);
			notes.set(name, output.text);
			return output.text;
		},
		onProgress: (done, count) => onEvent({ type: 'parts', done, count }),
	});
}

function chatRequest(
	model: string,
	task: string,
	block: PageBlock,
	title: string,
	text: string,
): JsonObject {
	return {
		model,
		messages: [
			{ role: 'system', content: `${task}\n\n${block.rule}` },
			{ role: 'user', content: `Summarize this web page.\n\n${block.wrap(`${title}\n\n${text}`)}` },
		],
	};
}
