import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox, type Sandbox } from '.';

/** Milliseconds after which a stream that says nothing is taken to wait. */
const SILENCE = 200;

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const stream = async (more = {}) =>
	await fetch(`${sandbox.url}/v1/chat/completions`, {
		method: 'POST',
		headers: { authorization: `Bearer ${sandbox.apiKey}`, 'content-type': 'application/json' },
		body: JSON.stringify({
			model: 'gpt-4o-mini',
			messages: [{ role: 'user', content: 'Hello there?' }],
			stream: true,
			...more,
		}),
	});

const events = (text: string) =>
	text
		.split('\n\n')
		.filter(Boolean)
		.map((event) => JSON.parse(event.replace(/^data: /, '')));

/** Reads a stream as far as it has come. */
function follow({ body }: Response) {
	const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
	let next: ReturnType<typeof reader.read> | undefined;
	return {
		/** The events until the stream ends or says nothing for a while. */
		async read() {
			let text = '';
			for (;;) {
				next ??= reader.read();
				const piece = await Promise.race([next, sleep(SILENCE)]);
				if (!piece || piece.done) return events(text);
				next = undefined;
				text += piece.value;
			}
		},
		leave: () => reader.cancel(),
	};
}

/** Waits for what happens in the sandbox a moment after the client has left. */
async function until(condition: () => boolean): Promise<void> {
	for (let left = 200; left > 0 && !condition(); left--)
		await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('a stream', () => {
	it('ends with the usage when that is asked for', async () => {
		const [plain, counted] = await Promise.all([
			(await stream()).text(),
			(await stream({ stream_options: { include_usage: true } })).text(),
		]);
		expect(events(plain).at(-1)).toMatchObject({
			choices: [{ finish_reason: 'stop' }],
			usage: null,
		});
		expect(events(counted).at(-1)).toMatchObject({
			choices: [],
			usage: { total_tokens: expect.any(Number) },
			meta: { usage: { credits_used: expect.any(Number) } },
		});
	});

	it('is sent token by token', async () => {
		sandbox.set({ tokenDelay: 5 });
		const pieces: number[] = [];
		for await (const piece of (await stream()).body!) pieces.push((piece as Uint8Array).length);
		sandbox.set({ tokenDelay: 0 });
		expect(pieces.length).toBeGreaterThan(10);
	});

	it('breaks in the middle of an event, or reports an error', async () => {
		sandbox.addFault({ route: '*', kind: 'stream-cut', after: 2 });
		await expect((await stream()).text()).rejects.toThrow('terminated');
		sandbox.addFault({ route: '*', kind: 'stream-error', message: 'Overloaded' });
		expect(events(await (await stream()).text()).at(-1)).toMatchObject({
			error: { message: 'Overloaded' },
		});
	});

	it('hangs in the middle until the client leaves', async () => {
		sandbox.addFault({ route: '*', kind: 'stream-hang', after: 2 });
		const { read, leave } = follow(await stream());
		expect(await read()).toHaveLength(3);
		expect(sandbox.requests[0]!.closedEarly).toBe(false);
		await leave();
		await until(() => sandbox.requests[0]!.closedEarly);
		expect(sandbox.requests).toMatchObject([{ status: 200, closedEarly: true }]);
	});

	it('waits in the middle while it is held, also before it breaks', async () => {
		const release = sandbox.hold('POST /v1/chat/completions', { after: 2 });
		const held = follow(await stream());
		expect(await held.read()).toHaveLength(3);
		release();
		expect((await held.read()).at(-1)).toMatchObject({ choices: [{ finish_reason: 'stop' }] });

		sandbox.hold('*', { after: 2 });
		sandbox.addFault({ route: '*', kind: 'stream-error', after: 2 });
		const broken = follow(await stream());
		expect(await broken.read()).toHaveLength(3);
		sandbox.reset();
		expect(await broken.read()).toEqual([{ error: expect.anything() }]);
	});

	it('stops when the client leaves', async () => {
		sandbox.set({ tokenDelay: 20 });
		const response = await stream();
		const reader = response.body!.getReader();
		await reader.read();
		await reader.cancel();
		await until(() => sandbox.requests[0]!.closedEarly);
		sandbox.set({ tokenDelay: 0 });
		expect(sandbox.requests).toMatchObject([{ status: 200, closedEarly: true }]);
	});
});
