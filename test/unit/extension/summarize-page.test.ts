import { summarizePage, PART_CHARACTERS } from '../../../extension/features/summarize-page';
import { failureOf, fakePorts, type ScriptedAnswer } from '../fake-ports';
import { featureContext } from './feature-context';
import { setOnline } from './set-online';

const LONG_PAGE = {
	title: 'The chronicle',
	url: 'https://example.com/',
	text: 'A sentence of the chronicle. '.repeat((1.5 * PART_CHARACTERS) / 29),
	cut: false,
};

const task = { type: 'summarize-page' } as const;

/** A refused part: HTTP and the API call it a success, and it costs. */
const REFUSAL: ScriptedAnswer = {
	headers: { 'x-inference-id': 'inference-1', 'x-aimlapi-usd-spent': '0.5' },
	body: {
		choices: [
			{
				message: { role: 'assistant', content: ' ', refusal: 'I cannot read such things.' },
				finish_reason: 'stop',
			},
		],
	},
};

test('a refused part is a failure with its reason and id, and no note; its cost is told', async () => {
	const notes = new Map<string, string>();
	const ports = fakePorts([REFUSAL]);
	const { context, events } = featureContext({ ports, task, subject: LONG_PAGE, notes });
	const error = await failureOf(() => summarizePage(context));
	expect(error).toMatchObject({
		code: 'unexpected-response',
		details: { requestId: 'inference-1' },
	});
	expect(error.message).toContain('I cannot read such things.');
	expect(notes.size).toBe(0);
	expect(events).toContainEqual(
		expect.objectContaining({ type: 'call', call: expect.objectContaining({ costUsd: 0.5 }) }),
	);
});

test('offline is told at once: nothing is sent and nothing is tried again', async () => {
	const restore = setOnline(false);
	try {
		const ports = fakePorts([REFUSAL]);
		const { context } = featureContext({ ports, task, subject: LONG_PAGE });
		const error = await failureOf(() => summarizePage(context));
		expect(error).toMatchObject({ code: 'connection', details: { sent: false } });
		expect(ports.requests).toHaveLength(0);
		expect(ports.sleeps).toHaveLength(0);
	} finally {
		restore();
	}
});
