import {
	completeChat,
	DEFAULT_MODELS,
	generateImage,
	generateVideo,
	mergeBody,
	streamChat,
	type HttpRequest,
	type JsonObject,
} from '../../client';
import { REQUEST_CONTRADICTIONS } from './contradictions';
import {
	chat,
	image,
	refusedFields,
	unknownFields,
	video,
	type Documentation,
	type RequestSample,
} from './documented';

interface DocumentedOperation {
	readonly documentation: Documentation<RequestSample>;
	readonly request: (body: JsonObject) => HttpRequest;
	/** The least that a person gives. */
	readonly least: (model: string) => JsonObject;
	readonly defaultModel: string;
}

const messages = [{ role: 'user', content: 'Hi' }];

const operations: Record<string, DocumentedOperation> = {
	chat: {
		documentation: chat,
		request: (body) => completeChat.request(body),
		least: (model) => ({ model, messages }),
		defaultModel: DEFAULT_MODELS.chat,
	},
	image: {
		documentation: image,
		request: (body) => generateImage.request(body),
		least: (model) => ({ model, prompt: 'a red cube' }),
		defaultModel: DEFAULT_MODELS.image,
	},
	video: {
		documentation: video,
		request: (body) => generateVideo.start.request(body),
		least: (model) => ({ model, prompt: 'a wave' }),
		defaultModel: DEFAULT_MODELS.video,
	},
};

const known = new Map(REQUEST_CONTRADICTIONS.map((each) => [each.model, each]));

/** The sample as its page should have printed it. */
function mended({ model, body }: RequestSample): JsonObject {
	return mergeBody(body, known.get(model)?.mend ?? {});
}

describe.each(Object.entries(operations))('%s', (_name, operation) => {
	const { documentation, request, least, defaultModel } = operation;
	const { method, path, samples } = documentation;

	test('has samples to go by', () => {
		expect(samples.length).toBeGreaterThanOrEqual(20);
	});

	test.each(samples)('$model: the documented body is sent as it is', ({ body }) => {
		expect(request(body)).toEqual({ method, path, body });
	});

	test.each(samples)('$model: it fits the schema, but for known contradictions', (sample) => {
		const { body } = request(sample.body);
		const { refused = [], unknown = [] } = known.get(sample.model) ?? {};
		expect(refusedFields(documentation, sample.model, body)).toEqual(refused);
		expect(unknownFields(documentation, sample.model, body)).toEqual(unknown);
	});

	test.each(samples.filter(({ model }) => known.has(model)))(
		'$model: without its contradiction it fits',
		(sample) => {
			const { body } = request(mended(sample));
			expect(refusedFields(documentation, sample.model, body)).toEqual([]);
			expect(unknownFields(documentation, sample.model, body)).toEqual([]);
		},
	);

	test('the least body for the default model fits', () => {
		const { body } = request(least(defaultModel));
		expect(refusedFields(documentation, defaultModel, body)).toEqual([]);
		expect(unknownFields(documentation, defaultModel, body)).toEqual([]);
	});

	test.each(samples)('$model: a body without the model is refused', ({ model, body }) => {
		const { model: _model, ...rest } = body;
		expect(refusedFields(documentation, model, rest)).toContain('model');
		expect(() => request(rest)).toThrow(/^model: /);
	});
});

describe('a streamed chat', () => {
	/** Their schemas list `stream`, but not what asks for the usage; they do not forbid it either. */
	const WITHOUT_STREAM_OPTIONS = ['anthropic/claude-haiku-4.5', 'anthropic/claude-opus-4.1'];

	test.each(chat.samples)('of $model fits its schema', (sample) => {
		const { body } = streamChat.request(mended(sample));
		const unknown = WITHOUT_STREAM_OPTIONS.includes(sample.model) ? ['stream_options'] : [];
		expect(refusedFields(chat, sample.model, body)).toEqual([]);
		expect(unknownFields(chat, sample.model, body)).toEqual(unknown);
	});
});

test('a video told in shots needs no prompt, as its schema says', () => {
	const model = 'klingai/video-v3-pro-text-to-video';
	const body = { model, multi_prompt: ['A wave rises.', 'It breaks.'] };
	expect(refusedFields(video, model, generateVideo.start.request(body).body)).toEqual([]);
});

test('every contradiction is one of a sample', () => {
	const models = Object.values(operations).flatMap(({ documentation }) =>
		documentation.samples.map(({ model }) => model),
	);
	for (const { model } of REQUEST_CONTRADICTIONS) expect(models).toContain(model);
});
