import {
	AimlApiError,
	cancelled,
	type Clock,
	type HttpRequest,
	type HttpResponse,
	type JsonObject,
	type StreamingHttpResponse,
	type StreamingPorts,
} from '../../client';

/** What the API answers: status, headers, and a body that is sent as JSON unless it is text already. */
export interface ScriptedAnswer {
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: JsonObject | readonly unknown[] | string;
	/** Virtual milliseconds until the answer is there; a request with a shorter `timeout` ends by it. */
	readonly delay?: number;
	/** For a streamed answer: the pieces, instead of a body; an error ends the stream there. */
	readonly chunks?: ReadonlyArray<string | AimlApiError>;
}

/** The next thing that happens to a request: an answer, or the error its transport rejects with. */
export type ScriptedStep = ScriptedAnswer | AimlApiError;

/** Ports that play a script and record what was asked of them. */
export interface FakePorts extends StreamingPorts {
	readonly clock: VirtualClock;
	/** Every request sent, in order. */
	readonly requests: readonly HttpRequest[];
	/** Every pause, milliseconds, in order. */
	readonly sleeps: readonly number[];
	/** True once the reader of a streamed answer stopped reading it. */
	readonly streamClosed: boolean;
}

/** A clock that passes only while somebody sleeps on it. */
export interface VirtualClock extends Clock {
	/** Lets time pass while a request is under way. */
	advance(milliseconds: number): void;
}

/** More requests or pauses than any rule allows: the loop under test does not end. */
const RUNAWAY = 500;

/** 2026-01-01T00:00:00Z. */
export const START = Date.UTC(2026, 0, 1);

/**
 * Plays the steps in order; the last one is repeated for ever, so that a script tells
 * "always 503" in one line. `cancelAt` stops the user's patience at a virtual time:
 * a pause that reaches it rejects.
 */
export function fakePorts(
	steps: readonly ScriptedStep[],
	{ cancelAt = Infinity }: { cancelAt?: number } = {},
): FakePorts {
	const requests: HttpRequest[] = [];
	const sleeps: number[] = [];
	let now = START;
	let streamClosed = false;
	const guard = (list: readonly unknown[]) => {
		if (list.length > RUNAWAY) throw new Error('The loop under test does not end.');
	};
	const next = (request: HttpRequest): ScriptedAnswer => {
		const step = steps[Math.min(requests.length, steps.length - 1)];
		requests.push(request);
		guard(requests);
		if (step === undefined) throw new Error('The script is empty.');
		if (step instanceof AimlApiError) throw step;
		const patience = request.timeout ?? Infinity;
		now += Math.min(step.delay ?? 0, patience);
		if ((step.delay ?? 0) > patience) throw timedOut();
		return step;
	};
	async function* pieces(chunks: ReadonlyArray<string | AimlApiError>) {
		try {
			for (const chunk of chunks) {
				if (chunk instanceof AimlApiError) throw chunk;
				yield chunk;
			}
		} finally {
			streamClosed = true;
		}
	}
	return {
		requests,
		sleeps,
		get streamClosed() {
			return streamClosed;
		},
		transport: {
			send: async (request): Promise<HttpResponse> => {
				const answer = next(request);
				return {
					...headOf(answer),
					text: () => textOf(answer),
					bytes: () => Buffer.from(textOf(answer)),
				};
			},
			stream: async (request): Promise<StreamingHttpResponse> => {
				const answer = next(request);
				return { ...headOf(answer), chunks: pieces(answer.chunks ?? [textOf(answer)]) };
			},
		},
		clock: {
			now: () => now,
			advance: (milliseconds) => {
				now += milliseconds;
			},
			sleep: async (milliseconds) => {
				sleeps.push(milliseconds);
				guard(sleeps);
				if (now - START + milliseconds >= cancelAt) throw cancelled();
				now += milliseconds;
			},
		},
	};
}

function headOf({ status = 200, headers = {} }: ScriptedAnswer) {
	return { status, headers };
}

function textOf({ body = '' }: ScriptedAnswer): string {
	return typeof body === 'string' ? body : JSON.stringify(body);
}

/** What a transport rejects with when the connection fails; `sent: false` when it never stood. */
export function connectionLost(details: { sent?: boolean } = {}): AimlApiError {
	return new AimlApiError('connection', 'socket hang up', details);
}

/** What a transport rejects with when no answer came in time. */
export function timedOut(): AimlApiError {
	return new AimlApiError('timeout', 'No answer within 300 s.');
}

/** The error that the action ends in; fails when it succeeds or throws anything else. */
export async function failureOf(action: () => unknown): Promise<AimlApiError> {
	let result: unknown;
	try {
		result = await action();
	} catch (error) {
		if (error instanceof AimlApiError) return error;
		throw error;
	}
	throw new Error(`No error was thrown, but ${JSON.stringify(result)} returned.`);
}
