import { AimlApiError } from '../../../client';
import { condense } from '../../../extension/shared/page/condense';

const TEXT = Array.from({ length: 40 }, (_, index) => `Sentence number ${index}. `).join('');

/** A model that takes at most `capacity` characters and keeps a record. */
function model(capacity = Infinity) {
	const taken: string[] = [];
	let inFlight = 0;
	const record = { taken, refused: 0, mostInFlight: 0 };
	async function condensePart(part: string): Promise<string> {
		record.mostInFlight = Math.max(record.mostInFlight, ++inFlight);
		await new Promise((resolve) => setTimeout(resolve, Math.random() * 5));
		inFlight--;
		if (part.length > capacity) {
			record.refused++;
			throw new AimlApiError('bad-request', 'maximum context length is 10 tokens', { status: 400 });
		}
		taken.push(part);
		return `<${part.trim()}>`;
	}
	return { record, condensePart };
}

test('parts are condensed in parallel, bounded, and stay in order', async () => {
	const { record, condensePart } = model();
	const progress: Array<[number, number]> = [];
	const results = await condense(TEXT, {
		limit: 100,
		parallel: 3,
		condensePart,
		onProgress: (done, parts) => progress.push([done, parts]),
	});
	expect(results.join('').replace(/[<>]/g, ' ').match(/\d+/g)?.map(Number)).toEqual(
		Array.from({ length: 40 }, (_, index) => index),
	);
	expect(record.mostInFlight).toBe(3);
	expect(progress[0]).toEqual([0, results.length]);
	expect(progress.at(-1)).toEqual([results.length, results.length]);
});

test('parts the model finds too long are halved; none that was taken is sent again', async () => {
	const { record, condensePart } = model(60);
	const results = await condense(TEXT, {
		limit: 200,
		parallel: 2,
		condensePart,
		onProgress: () => undefined,
	});
	expect(record.taken.sort().join('')).toHaveLength(TEXT.length);
	expect(new Set(record.taken).size).toBe(results.length);
	// What is still in line learns from the first refusals.
	expect(record.refused).toBeLessThanOrEqual(6);
});

test('a model that takes nothing is not asked for ever', async () => {
	const { record, condensePart } = model(0);
	const options = { limit: 200, parallel: 2, condensePart, onProgress: () => undefined };
	await expect(condense(TEXT, options)).rejects.toThrow('maximum context length');
	expect(record.refused).toBeLessThan(40);
});

test('any other failure is passed on', async () => {
	const condensePart = async () => {
		throw new AimlApiError('server-error', 'down', { status: 500 });
	};
	const options = { limit: 200, parallel: 2, condensePart, onProgress: () => undefined };
	await expect(condense(TEXT, options)).rejects.toMatchObject({ code: 'server-error' });
});
