import { createParser } from 'eventsource-parser';
import fc from 'fast-check';
import { parseServerSentEvents, type ServerSentEvent } from '../../client';

async function* inPieces(pieces: Iterable<string>): AsyncGenerator<string> {
	yield* pieces;
}

async function parse(...pieces: string[]): Promise<ServerSentEvent[]> {
	const events: ServerSentEvent[] = [];
	for await (const event of parseServerSentEvents(inPieces(pieces)))
		if (!event.unfinished) events.push(event);
	return events;
}

/** What is left when the stream ends without the last blank line. */
async function unfinished(...pieces: string[]): Promise<ServerSentEvent | undefined> {
	for await (const event of parseServerSentEvents(inPieces(pieces)))
		if (event.unfinished) return event;
	return undefined;
}

/** What an independent parser, fed with the whole text at once, makes of it. */
function oracle(text: string): ServerSentEvent[] {
	const events: ServerSentEvent[] = [];
	const parser = createParser({
		onEvent: ({ event, data }) => events.push({ ...(event && { event }), data }),
	});
	// The colon begins a line that never ends; without it, it would wait for what follows a `\r`.
	parser.feed(`${text}:`);
	return events;
}

/** The text cut at these places. */
function cut(text: string, places: readonly number[]): string[] {
	const bounds = [0, ...places.map((place) => place % (text.length + 1)), text.length];
	bounds.sort((a, b) => a - b);
	return bounds.slice(1).map((end, index) => text.slice(bounds[index], end));
}

const cuts = fc.array(fc.nat(), { maxLength: 12 });
const content = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replace(/[\r\n]/g, '')),
	fc.constantFrom('', ' ', ':', 'data: x', '{"a":"b: c"}', '[DONE]', '\uFEFF', '😀', 'ü'),
);
const line = fc.oneof(
	{ weight: 6, arbitrary: content.map((text) => `data: ${text}`) },
	{ weight: 2, arbitrary: content.map((text) => `data:${text}`) },
	{ weight: 1, arbitrary: content.map((text) => `: ${text}`) },
	{ weight: 1, arbitrary: content.map((text) => `event: ${text}`) },
	{
		weight: 1,
		arbitrary: fc.constantFrom('data', 'event', 'id: 7', 'retry: 3', 'unknown: x', ':'),
	},
	{ weight: 4, arbitrary: fc.constant('') },
);

describe('any stream, cut anywhere', () => {
	const streams = fc.tuple(
		fc.array(line, { maxLength: 25 }),
		fc.constantFrom('\n', '\r\n', '\r'),
		fc.boolean(),
	);

	test('gives the events an independent parser gives', async () => {
		await fc.assert(
			fc.asyncProperty(streams, cuts, async ([lines, ending, finished], places) => {
				const text = lines.map((each) => each + ending).join('') + (finished ? ending : '');
				expect(await parse(...cut(text, places))).toEqual(oracle(text));
			}),
			{ numRuns: 500 },
		);
	});

	test('also letter by letter, with every kind of line ending in one stream', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 15 }),
				async (lines) => {
					const text = lines.flat().join('') + '\n\n';
					expect(await parse(...text)).toEqual(await parse(text));
				},
			),
			{ numRuns: 300 },
		);
	});
});

describe('the format', () => {
	test.each<[string, string, ServerSentEvent[]]>([
		['one event', 'data: {"a":1}\n\n', [{ data: '{"a":1}' }]],
		['no space after the colon', 'data:x\n\n', [{ data: 'x' }]],
		['one space is taken, a second is content', 'data:  x\n\n', [{ data: ' x' }]],
		['several data lines are one text', 'data: a\ndata\ndata: b\n\n', [{ data: 'a\n\nb' }]],
		[
			'a name',
			'event: error\ndata: x\n\ndata: y\n\n',
			[{ event: 'error', data: 'x' }, { data: 'y' }],
		],
		['a name without data is nothing', 'event: ping\n\n', []],
		[
			'comments keep the connection alive',
			': ping\n\n:\n\ndata: x\n: in between\n\n',
			[{ data: 'x' }],
		],
		['unknown fields are ignored', 'id: 1\nretry: 10\nfoo: bar\ndata: x\n\n', [{ data: 'x' }]],
		['carriage returns', 'data: x\r\rdata: y\r\r', [{ data: 'x' }, { data: 'y' }]],
		['both', 'data: x\r\n\r\n', [{ data: 'x' }]],
		['a byte order mark', '\uFEFFdata: x\n\n', [{ data: 'x' }]],
		['a second one is not a mark', '\uFEFF\uFEFFdata: x\n\ndata: y\n\n', [{ data: 'y' }]],
		['no blank line at the end: the event was cut', 'data: x\n\ndata: y\n', [{ data: 'x' }]],
		['no line end at all', 'data: x', []],
		['nothing', '', []],
	])('%s', async (_name, text, events) => {
		expect(await parse(text)).toEqual(events);
		expect(await parse(...text)).toEqual(events);
	});

	test.each<[string, ServerSentEvent | undefined]>([
		['data: x\n\ndata: y\n', { data: 'y', unfinished: true }],
		['data: x\n\ndata: y', { data: 'y', unfinished: true }],
		['event: e\r\ndata: y\r\ndata: z', { event: 'e', data: 'y\nz', unfinished: true }],
		['data: x\n\n', undefined],
		['data: x\n\n: ping', undefined],
		['data: x\n\nevent: e', undefined],
	])('what is left at the end of %j is marked', async (text, event) => {
		expect(await unfinished(text)).toEqual(event);
		expect(await unfinished(...text)).toEqual(event);
	});

	test('a \\r\\n cut in two is one line end', async () => {
		expect(await parse('data: x\r', '\ndata: y\r', '\n\r', '\n')).toEqual([{ data: 'x\ny' }]);
	});

	test('only one \\n belongs to a \\r, however they are cut', async () => {
		expect(await parse('data: x\r', '\n', '\n', 'data: y\n', '\n')).toEqual([
			{ data: 'x' },
			{ data: 'y' },
		]);
	});

	test('an empty piece between the two changes nothing', async () => {
		expect(await parse('data: x\r', '', '\ndata: y\n\n')).toEqual([{ data: 'x\ny' }]);
	});

	test('a mark that arrives alone is still a mark', async () => {
		expect(await parse('', '\uFEFF', 'data: x\n\n')).toEqual([{ data: 'x' }]);
	});
});

test('an event is given as soon as its blank line is there', async () => {
	const seen: string[] = [];
	async function* source() {
		yield 'data: first\n\n';
		seen.push('more was asked for');
		yield 'data: second\n\n';
	}
	for await (const { data } of parseServerSentEvents(source())) seen.push(data);
	expect(seen).toEqual(['first', 'more was asked for', 'second']);
});

test('a long line in many pieces takes work in proportion to its length', async () => {
	/** Microseconds of this process's own work, so that a busy machine does not count. */
	const work = async (size: number) => {
		const pieces = ['data: ', ...Array<string>(size).fill('x'.repeat(64)), '\n\n'];
		const before = process.cpuUsage();
		const [event] = await parse(...pieces);
		expect(event!.data).toHaveLength(size * 64);
		return process.cpuUsage(before).user;
	};
	const least = async (size: number) =>
		Math.min(await work(size), await work(size), await work(size), await work(size));
	await work(4000);
	// Sixteen times the length; searching the whole line anew for each piece is 256 times the work.
	expect((await least(64_000)) / (await least(4000))).toBeLessThan(100);
});
