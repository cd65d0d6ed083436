import {
	AimlApiError,
	callOperation,
	completeChat,
	invalidInput,
	streamChat,
	streamOperation,
	type Call,
	type JsonObject,
	type StreamingPorts,
} from '../../client';
import { condense, isTooLong } from '../shared/condense';
import type { Notes } from '../shared/notes';
import { requireNetwork } from '../shared/online';
import type { Page } from '../shared/page';
import { createPageBlock, type PageBlock } from '../shared/page-block';
import type { RunEvent } from '../shared/run-event';

/** What a summary is made from. */
export interface SummaryInput {
	readonly page: Page;
	/** Model id. */
	readonly model: string;
	/** What the parts of this page came to, by part and model: a part is paid for once, also when another fails. */
	readonly notes: Notes;
	onEvent(event: RunEvent): void;
}

/** Characters sent at once: about 30,000 tokens of English, which nearly every chat model takes. */
export const PART_CHARACTERS = 120_000;
/** Calls in flight for a long page; a browser opens six connections to a host. */
export const PARALLEL_PARTS = 6;
/** A page is condensed at most this often before it has to fit. */
const MAX_ROUNDS = 4;

const SUMMARY = `You summarize web pages for people who want to know quickly what a page says.
Write in the language of the page. Begin with the main point in a line or two. Then list the five
or so points that matter most in Markdown, with the names and figures that carry them. Say only what
the page says. No heading, no links, no images, no HTML, no remark about the task.`;

const NOTES = `You summarize one part of a long web page; others do the other parts, and a final
summary is made from all of them. Write in the language of the page. Keep the main points, names and
figures of this part in at most 200 words. Say only what the page says. No remark about the task.`;

/**
 * Streams a summary of the page. A page that fits is one call. A longer one is summarized part by part
 * in parallel, and the summaries are summarized again; so is one the model refuses as too long.
 *
 * @throws AimlApiError
 */
export async function summarizePage(ports: StreamingPorts, input: SummaryInput): Promise<void> {
	// Told at once, and not after the attempts of a request; offline later on, a part tries again.
	requireNetwork();
	const block = createPageBlock();
	let text = input.page.text;
	let limit = PART_CHARACTERS;
	for (let round = 0; ; round++) {
		if (text.length <= limit) {
			try {
				return await streamSummary(ports, input, block, text);
			} catch (error) {
				if (!isTooLong(error) || round >= MAX_ROUNDS) throw error;
				limit = Math.ceil(text.length / 2);
			}
		}
		if (round >= MAX_ROUNDS) throw invalidInput('page', 'is too long for this model.');
		const notes = await condensePage(ports, input, block, text, limit);
		text = notes.join('\n\n');
	}
}

async function streamSummary(
	ports: StreamingPorts,
	{ page, model, onEvent }: SummaryInput,
	block: PageBlock,
	text: string,
): Promise<void> {
	const request = chatRequest(model, SUMMARY, block, page.title, text);
	for await (const event of streamOperation(ports, streamChat, request)) {
		if (event.type === 'text') onEvent({ type: 'text', text: event.text });
		else if (event.type === 'done') {
			onEvent({ type: 'call', call: event.call });
			requireText(event.output, event.call);
		}
	}
}

/** A success that says nothing is a failure, and was paid for: its id finds it in the account's logs. */
function requireText(
	{ text, refusal }: { readonly text: string; readonly refusal?: string },
	{ inferenceId }: Call,
): void {
	if (text.trim()) return;
	const message = refusal ? `The model refused: ${refusal}` : 'The model’s answer is empty.';
	throw new AimlApiError('unexpected-response', message, {
		...(inferenceId && { requestId: inferenceId }),
	});
}

function condensePage(
	ports: StreamingPorts,
	{ page, model, notes, onEvent }: SummaryInput,
	block: PageBlock,
	text: string,
	limit: number,
): Promise<string[]> {
	return condense(text, {
		limit,
		parallel: PARALLEL_PARTS,
		async condensePart(part) {
			const name = `${model} ${await digestOf(part)}`;
			const known = notes.get(name);
			if (known !== undefined) return known;
			const request = chatRequest(model, NOTES, block, page.title, part);
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

/** Stands for a text where it would take too much room. */
async function digestOf(text: string): Promise<string> {
	const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
	return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
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
