import {
	callOperation,
	readTranscription,
	startJob,
	transcribeAtOnce,
	transcribeSpeech,
	waitForJob,
} from '../../client';
import { failureOf, fakePorts } from '../unit/fake-ports';
import { transcription } from './documented';
import { describeRequests } from './media-requests';

const { start, check } = transcribeSpeech;
const JOB = { operation: 'speech:transcribe', id: 'a:b/c' };

describeRequests('speech: transcribe', transcription, (body) => start.request({ body }), {
	model: 'nova-3-general',
	least: { url: 'https://files.example/media.mp3' },
	unknown: { '#g1_whisper-base': ['url'], '#g1_whisper-large': ['url'] },
});

test.each(transcription.samples.filter(({ file }) => file))(
	'$model: a file is sent as the documented form',
	({ body, file }) => {
		const audio = { bytes: Uint8Array.of(1), fileName: 'a.mp3', mimeType: 'audio/mpeg' };
		expect(start.request({ body: { ...body, diarize: true, tag: ['a'] }, audio })).toEqual({
			method: 'POST',
			path: '/v1/stt/create',
			multipart: [
				{ name: 'model', value: body.model },
				{ name: 'diarize', value: 'true' },
				{ name: 'tag', value: '["a"]' },
				{ name: file, value: audio },
			],
		});
	},
);

test('neither a URL nor a file, and both, are refused', async () => {
	const audio = { bytes: Uint8Array.of(1), fileName: 'a.mp3', mimeType: 'audio/mpeg' };
	const url = 'https://files.example/a.mp3';
	for (const input of [{ body: { model: 'm' } }, { body: { model: 'm', url }, audio }]) {
		const error = await failureOf(() => start.request(input));
		expect(error).toMatchObject({ code: 'invalid-input', details: { field: 'url' } });
	}
});

test.each(transcription.samples)('$model: the submission gives a job', async (sample) => {
	const ports = fakePorts([{ body: sample.submitted }]);
	const url = 'https://files.example/media.mp3';
	const { job } = await startJob(ports, transcribeSpeech, { body: { ...sample.body, url } });
	expect(job.id).toBe(sample.submitted!.generation_id);
});

test.each(transcription.samples.filter(({ polled }) => polled))(
	'$model: the documented result is read',
	async ({ polled }) => {
		const ports = fakePorts([{ body: { status: 'queued' } }, { body: polled }]);
		const { output } = await waitForJob(ports, transcribeSpeech, JOB);
		expect(output.output.text).toBe('Some text.');
		expect(output.body).toEqual(polled);
		expect(ports.requests[0]!.path).toBe('/v1/stt/a%3Ab%2Fc');
	},
);

const read = async (body: object) => {
	const ports = fakePorts([{ body: { ...body } }]);
	const { output } = await callOperation(ports, check, 'id');
	return output.status === 'completed' ? output.output : output.status;
};

const WORDS = [
	{ word: 'hello', punctuated_word: 'Hello.', start: 0.32, end: 0.4, confidence: 0.99, speaker: 0 },
	{ word: 'hi', punctuated_word: 'Hi.', start: 1, end: 1.5, confidence: 0.9, speaker: 1 },
];
const PARAGRAPHS = [
	{ sentences: [{ text: 'Hello.', start: 0.32, end: 0.4 }], start: 0.32, end: 0.4 },
];

test.each(['result', 'output'])('channels under %s are read', async (name) => {
	const alternatives = [{ transcript: 'Hello. Hi.', confidence: 0.9, words: WORDS }];
	const result = {
		metadata: { duration: 11.4 },
		results: { channels: [{ detected_language: 'en', alternatives }] },
	};
	expect(await read({ status: 'completed', [name]: result })).toEqual({
		text: 'Hello. Hi.',
		language: 'en',
		duration: 11.4,
		words: [
			{ text: 'Hello.', start: 0.32, end: 0.4, speaker: '0', confidence: 0.99 },
			{ text: 'Hi.', start: 1, end: 1.5, speaker: '1', confidence: 0.9 },
		],
		speakers: ['0', '1'],
	});
});

test.each([
	['as the specification says', [{ transcript: 'Hello.', paragraphs: PARAGRAPHS[0] }], {}],
	['as an object around a list', { paragraphs: PARAGRAPHS }, {}],
	['by speaker', { paragraphs: [{ ...PARAGRAPHS[0], speaker: 1 }] }, { speaker: '1' }],
])('paragraphs %s become segments', async (_name, paragraphs, speaker) => {
	const channels = { alternatives: [{ transcript: 'Hello.', words: [], paragraphs }] };
	expect(await read({ status: 'completed', result: { results: { channels } } })).toMatchObject({
		segments: [{ text: 'Hello.', start: 0.32, end: 0.4, ...speaker }],
	});
});

test('a flat transcript in milliseconds is read in seconds', async () => {
	const span = { text: 'Hello.', start: 320, end: 400, confidence: 0.9, speaker: 'A' };
	const body = {
		id: '1',
		status: 'completed',
		language_code: 'en_us',
		text: 'Hello.',
		words: [span],
		utterances: [{ ...span, words: [span] }],
		audio_duration: 11,
	};
	const seconds = { text: 'Hello.', start: 0.32, end: 0.4, confidence: 0.9, speaker: 'A' };
	expect(await read(body)).toEqual({
		text: 'Hello.',
		language: 'en_us',
		duration: 11,
		segments: [seconds],
		words: [seconds],
		speakers: ['A'],
	});
});

test('a text alone, without any status, is a result; silence is one too', async () => {
	expect(await read({ text: 'Hello.', usage: { type: 'tokens' } })).toEqual({ text: 'Hello.' });
	expect(await read({ status: 'completed', text: '' })).toEqual({ text: '' });
});

test.each(['waiting', 'active', 'queued', 'generating', 'processing'])(
	'%s means: wait',
	async (status) => {
		expect(await read({ id: '1', status, text: null })).toBe('running');
	},
);

test('a failure is read, whichever way it is told', async () => {
	for (const error of ['The file is silent.', { name: 'Bad', message: 'The file is silent.' }]) {
		const ports = fakePorts([{ body: { id: '1', status: 'error', error } }]);
		const failure = await failureOf(() => waitForJob(ports, transcribeSpeech, JOB));
		expect(failure).toMatchObject({ code: 'job-failed', details: { job: JOB } });
		expect(failure.message).toContain('The file is silent.');
	}
});

test('a completed transcription without a text is no success', async () => {
	const error = await failureOf(() => read({ status: 'completed', result: {} }));
	expect(error).toMatchObject({ code: 'unexpected-response' });
});

test.each(transcription.samples.filter(({ polled }) => polled))(
	'$model: a result that comes at once is read',
	async ({ body, polled }) => {
		const url = 'https://files.example/media.mp3';
		const ports = fakePorts([{ status: 201, body: polled }]);
		const { output } = await callOperation(ports, transcribeAtOnce, { body: { ...body, url } });
		expect(output).toMatchObject({ transcription: { text: 'Some text.' }, body: polled });
		expect(ports.requests[0]).toMatchObject({ method: 'POST', path: '/v1/stt' });
	},
);

test('a recording that is transcribed at once is uploaded as the same form', () => {
	const audio = { bytes: Uint8Array.of(1), fileName: 'a.mp3', mimeType: 'audio/mpeg' };
	const input = { body: { model: 'm' }, audio };
	const { multipart } = start.request(input);
	expect(transcribeAtOnce.request(input)).toEqual({ method: 'POST', path: '/v1/stt', multipart });
});

test('an answer at once without a text is no success', async () => {
	const ports = fakePorts([{ status: 201, body: { metadata: { duration: 3 } } }]);
	const input = { body: { model: 'm', url: 'https://files.example/a.mp3' } };
	const error = await failureOf(() => callOperation(ports, transcribeAtOnce, input));
	expect(error.message).toContain('holds no text');
});

test('what two channels say at a time stands in the order of time', async () => {
	const words = (start: number) => [{ word: `at ${start}`, start, end: start + 1 }];
	const channels = [8, 2].map((start) => ({
		alternatives: [{ transcript: `at ${start}`, words: words(start) }],
	}));
	const transcription = readTranscription({ result: { results: { channels } } });
	expect(transcription?.words?.map(({ start }) => start)).toEqual([2, 8]);
});
