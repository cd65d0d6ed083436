import { ENDPOINTS } from './endpoints';
import { ApiError } from './errors';
import { allModels, findModel } from './models';
import { findProblems, requireModel } from './validation';

const IMAGE = 'openai/image-generations';
const CHAT = 'openai/chat-completions';
const request = (id: string, type: string) => findModel(id, type)!.request;

describe('findProblems', () => {
	const flux = request('flux/schnell', IMAGE);

	it.each([
		[{}, ['prompt: Required']],
		[{ prompt: 'x', num_images: 9 }, ['num_images: Invalid value: must be <= 4, received 9']],
		[{ prompt: 7 }, ['prompt: Expected string, received number']],
		[
			{ prompt: 'x', num_images: '2', seed: 1.5 },
			['num_images: Expected number, received string', 'seed: Expected integer, received number'],
		],
		[{ prompt: 'x', image_size: { width: 320, height: 200 }, unknown: true }, []],
		[{ prompt: 'x', image_size: 'square' }, []],
	])('%j', (body, problems) => expect(findProblems(flux, body)).toEqual(problems));

	it('names every branch of a union', () => {
		const [problem] = findProblems(flux, { prompt: 'x', image_size: 'huge' });
		expect(problem).toMatch(
			/^image_size: Expected object, received string, or Invalid enum value\. Expected 'square_hd' \| .*, received 'huge'$/,
		);
	});

	it('names the place inside a list', () => {
		const messages = [{ role: 'user', content: 'Hi' }, { role: 'robot' }];
		const [problem] = findProblems(request('gpt-4o-mini', CHAT), { messages });
		expect(problem).toMatch(/^messages\[1\]\.role: Invalid enum value/);
	});

	it('takes a duration as a text, as the documented samples send it', () => {
		const video = request('ltxv/ltxv-2-fast', 'internal/video-generations/submit');
		expect(findProblems(video, { prompt: 'x', duration: '6' })).toEqual([]);
		expect(findProblems(video, { prompt: 'x', duration: 7 })).toEqual([
			'duration: Invalid enum value. Expected 6 | 8 | 10, received 7',
		]);
	});

	it('takes a URL, a data URL and base64 for a picture, and nothing else', () => {
		const video = request('ltxv/ltxv-2-fast', 'internal/video-generations/submit');
		const problemsOf = (image_url: string) => findProblems(video, { prompt: 'x', image_url });
		for (const url of ['https://a.org/x.png', 'data:image/png;base64,AA==', 'A'.repeat(100)])
			expect(problemsOf(url)).toEqual([]);
		expect(problemsOf('cat.png')).toEqual(['image_url: Invalid url']);
	});
});

describe('requireModel', () => {
	const refusal = (body: Record<string, unknown>) => {
		try {
			requireModel(body, CHAT);
		} catch (error) {
			return error as ApiError;
		}
		throw new Error('It was accepted.');
	};

	it('finds a model by id and by alias', () => {
		const body = { messages: [{ role: 'user', content: 'Hi' }] };
		expect(requireModel({ ...body, model: 'gpt-4o-mini' }, CHAT).id).toBe('gpt-4o-mini');
		expect(requireModel({ ...body, model: 'openai/gpt-4o-mini' }, CHAT).id).toBe('gpt-4o-mini');
	});

	it('answers 404 for an unknown model, and for one of another endpoint', () => {
		for (const model of ['nobody/nothing', 'flux/schnell']) {
			expect(refusal({ model })).toMatchObject({
				status: 404,
				message: `Model "${model}" not found`,
			});
		}
	});

	it('answers 400 with all problems', () => {
		expect(refusal({})).toMatchObject({
			status: 400,
			message: 'Body validation error\nmodel: Required',
		});
		expect(refusal({ model: 'gpt-4o-mini', temperature: 9 }).message).toBe(
			'Body validation error\nmessages: Required\ntemperature: Invalid value: must be <= 2, received 9',
		);
	});
});

describe('the models', () => {
	it('are all behind a known endpoint, and have a schema that can be used', () => {
		const used = new Set(allModels().map((model) => model.request));
		for (const schema of used) expect(findProblems(schema, {}).length).toBeGreaterThanOrEqual(0);
		expect(allModels().filter(({ type }) => !(type in ENDPOINTS))).toEqual([]);
	});

	it('are known once for each type', () => {
		const names = allModels().flatMap(({ id, aliases, type }) =>
			[id, ...aliases].map((name) => `${type} ${name}`),
		);
		expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
	});
});
