import {
	callOperation,
	completeChat,
	generateImage,
	generateVideo,
	getBalance,
	readCatalogue,
	startJob,
	streamChat,
	streamOperation,
	waitForJob,
	type JsonObject,
} from '../../client';
import { fakePorts } from '../unit/fake-ports';
import { ANSWER_CONTRADICTIONS } from './contradictions';
import { chat, image, refusedAnswerFields, video } from './documented';

/** What the price of a call must be: exactly what the sample tells. */
function priceOf(call: { costUsd?: number; creditsUsed?: number }): object {
	const { costUsd, creditsUsed } = call;
	return {
		...(costUsd !== undefined && { costUsd }),
		...(creditsUsed !== undefined && { creditsUsed }),
	};
}

describe('chat', () => {
	const messages = [{ role: 'user', content: 'Hi' }];

	test.each(chat.samples.filter(({ response }) => response))(
		'$model: the documented answer is read',
		async ({ model, response, expected, cost }) => {
			const ports = fakePorts([{ body: response }]);
			const { output, call } = await callOperation(ports, completeChat, { model, messages });
			const { body, ...rest } = output;
			expect(rest).toEqual(expected);
			expect(body).toEqual(response);
			expect(priceOf(call)).toEqual(cost);
			expect(call.usage).toEqual(response!.usage);
		},
	);

	test.each(chat.samples.filter(({ events }) => events))(
		'$model: the documented stream is read',
		async ({ model, events, expected, usage }) => {
			const chunks = events!.map((event) => `data: ${JSON.stringify(event)}\n\n`);
			const seen: JsonObject[] = [];
			for await (const part of streamOperation(fakePorts([{ chunks }]), streamChat, {
				model,
				messages,
			}))
				seen.push({ ...part });
			const { output, call } = seen.pop() as { output: JsonObject; call: JsonObject };
			expect(output).toMatchObject(expected!);
			expect(call.usage).toEqual(usage);
			const texts = seen.filter(({ type }) => type === 'text').map(({ text }) => text);
			expect(texts.join('')).toBe(expected!.text);
		},
	);
});

describe('image', () => {
	test.each(image.samples.filter(({ response }) => response))(
		'$model: the documented answer is read',
		async ({ body, response, expected, cost }) => {
			const ports = fakePorts([{ body: response }]);
			const { output, call } = await callOperation(ports, generateImage, body);
			expect(output.images.map(({ url, mimeType }) => ({ url, mimeType }))).toEqual(
				expected!.map(({ url, mimeType }) => ({ url, mimeType })),
			);
			expect(priceOf(call)).toEqual(cost);
		},
	);
});

describe('video', () => {
	const submissions = video.samples.filter(({ submitted }) => submitted);
	const results = video.samples.filter(({ polled }) => polled);

	test.each(submissions)('$model: the submission gives $id', async ({ body, submitted, id }) => {
		const { job } = await startJob(fakePorts([{ body: submitted }]), generateVideo, body);
		expect(job).toMatchObject({ operation: 'video:generate', id });
	});

	test.each(results)('$model: the result is read', async ({ polled, expected, cost }) => {
		const job = { operation: 'video:generate', id: String(polled!.id) };
		const running = { ...polled, status: 'generating', video: null };
		const ports = fakePorts([{ body: running }, { body: polled }]);
		const { output, call } = await waitForJob(ports, generateVideo, job);
		expect(output.output[0]).toMatchObject(expected!);
		expect(output.output[0]!.mimeType).toBe(expected!.mimeType);
		expect(priceOf(call)).toEqual(cost);
		expect(ports.requests[0]!.query).toEqual({ generation_id: job.id });
	});

	test.each(video.samples)(
		'$model: its answers are as documented, but for known contradictions',
		({ model, submitted, polled }) => {
			const known = ANSWER_CONTRADICTIONS[model];
			if (submitted)
				expect(refusedAnswerFields('video', submitted)).toEqual(known?.submitted ?? []);
			if (polled) expect(refusedAnswerFields('video', polled)).toEqual(known?.polled ?? []);
		},
	);

	test('every contradiction is one of a sample', () => {
		const models = video.samples.map(({ model }) => model);
		expect(models).toEqual(expect.arrayContaining(Object.keys(ANSWER_CONTRADICTIONS)));
	});

	test.each(['queued', 'generating'])('the documented status %s means: wait', async (status) => {
		const body = { id: '1', status, video: null, error: null };
		expect(refusedAnswerFields('video', body)).toEqual([]);
		const { output } = await callOperation(fakePorts([{ body }]), generateVideo.check, '1');
		expect(output.status).toBe('running');
	});

	test('the documented failure is read', async () => {
		const error = { name: 'ContentPolicy', message: 'The prompt was refused.' };
		const body = { id: '1', status: 'error', video: null, error };
		expect(refusedAnswerFields('video', body)).toEqual([]);
		const { output } = await callOperation(fakePorts([{ body }]), generateVideo.check, '1');
		expect(output).toMatchObject({
			status: 'failed',
			reason: 'ContentPolicy: The prompt was refused.',
		});
	});
});

describe('service', () => {
	test('an account balance is read', async () => {
		const body = { current_balance: 12.5, currency: 'USD' };
		expect(refusedAnswerFields('balance', body)).toEqual([]);
		const { output } = await callOperation(fakePorts([{ body }]), getBalance, undefined);
		expect(output).toEqual(body);
	});

	test('a catalogue is read, the least and the most that a row may hold', async () => {
		const least = {
			id: 'a',
			aliases: [],
			type: 't',
			info: { name: 'A', developer: 'B' },
			tags: [],
		};
		const most = {
			...least,
			id: 'b',
			aliases: ['c'],
			info: { ...least.info, contextLength: 128_000, outputMax: 4096, docsJson: 'https://d' },
			modalities: { input: ['text'], output: ['image'] },
			capabilities: ['vision'],
			pricing: {
				kind: 'fixed',
				currency: 'USD',
				units: [{ name: 'token', measure: 'input', price: 2.5, per: 1_000_000 }],
			},
		};
		const body = { object: 'list', data: [least, most] };
		expect(refusedAnswerFields('models', body)).toEqual([]);
		const ports = fakePorts([{ body, headers: { etag: '"1"' } }]);
		expect(await readCatalogue(ports)).toEqual({ models: [least, most], etag: '"1"' });
	});
});
