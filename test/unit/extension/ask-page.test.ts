import { askPage } from '../../../extension/features/ask-page';
import type { Turn } from '../../../extension/shared/task';
import { failureOf, fakePorts, type ScriptedStep } from '../fake-ports';
import { featureContext } from './feature-context';

const subject = {
	title: 'Balconies',
	url: 'https://example.com/',
	text: 'A balcony of four square metres grows enough salad for two people.',
	cut: false,
};
const task = { type: 'ask-page', question: 'And in winter?' } as const;

const ANSWER: ScriptedStep = {
	chunks: ['data: {"choices":[{"delta":{"content":"Nothing."},"finish_reason":"stop"}]}\n\n'],
};
const TOO_LONG: ScriptedStep = {
	status: 400,
	body: { message: "This model's maximum context length is 4096 tokens." },
};

interface Message {
	readonly role: string;
	readonly content: string;
}
const messagesOf = (ports: ReturnType<typeof fakePorts>, index = -1) =>
	ports.requests.at(index)?.body?.messages as Message[];

test('the page stands before the first question, and the conversation alternates', async () => {
	const ports = fakePorts([ANSWER]);
	const turns = [{ question: 'Summarize page', answer: 'Salad for two.' }];
	const { context, events } = featureContext({ ports, task, subject, turns });
	await askPage(context);
	const messages = messagesOf(ports);
	expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
	expect(messages[1]?.content).toContain(subject.text);
	expect(messages[1]?.content.endsWith('Summarize page')).toBe(true);
	expect(messages[3]?.content).toBe('And in winter?');
	expect(events).toContainEqual({ type: 'text', text: 'Nothing.' });
});

test('of a long conversation only the newest turns are sent', async () => {
	const ports = fakePorts([ANSWER]);
	const turns = Array.from({ length: 20 }, (_, index): Turn => ({
		question: `Question ${index}?`,
		answer: 'Word '.repeat(1000),
	}));
	await askPage(featureContext({ ports, task, subject, turns }).context);
	const sent = JSON.stringify(messagesOf(ports));
	expect(sent).toContain('Question 19?');
	expect(sent).not.toContain('Question 0?');
	expect(sent.length).toBeLessThan(35_000);
});

test('a page the model finds too long is sent shorter, and not for ever', async () => {
	const long = { ...subject, text: 'A sentence about the balcony. '.repeat(10_000) };
	const ports = fakePorts([TOO_LONG, TOO_LONG, ANSWER]);
	await askPage(featureContext({ ports, task, subject: long }).context);
	const lengths = [0, 1, 2].map((index) => messagesOf(ports, index)[1]!.content.length);
	expect(lengths[1]).toBeLessThan(0.6 * lengths[0]!);
	expect(lengths[2]).toBeLessThan(0.6 * lengths[1]!);

	const refusing = fakePorts([TOO_LONG]);
	const { context } = featureContext({ ports: refusing, task, subject: long });
	expect(await failureOf(() => askPage(context))).toMatchObject({ code: 'bad-request' });
	expect(refusing.requests.length).toBeLessThan(8);
});

test('an empty answer is a failure', async () => {
	const ports = fakePorts([
		{ chunks: ['data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\n'] },
	]);
	const { context } = featureContext({ ports, task, subject });
	expect(await failureOf(() => askPage(context))).toMatchObject({ code: 'unexpected-response' });
});
