import type { IExecuteFunctions } from 'n8n-workflow';
import {
	AimlApiError,
	errorFromResponse,
	isAimlApiError,
	type HttpRequest,
	type HttpResponse,
	type Transport,
} from '../../client';
import type { Kept, KeptAnswer, KeptError, RunMemory } from './run-memory';
import { mayCost, MAY_BE_PAID } from './transport';

/** Longer texts are kept as files. Characters. */
const LONGEST_TEXT = 50_000;

/**
 * What one item has paid for. What a request that may cost something was answered is kept when the item fails, so that a further try reads the answer again instead of paying for another one; unless
 * the answer was a failure that the API reports, which costs nothing. What got no answer, but may have been
 * carried out, is not sent again by itself.
 */
export class ItemMemory {
	private readonly answers = new Map<string, HttpResponse>();

	private uncertain?: AimlApiError;

	/** True once an answer is for several items: those still to come need it also when this one has succeeded. */
	isShared = false;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly run: RunMemory,
		private readonly itemIndex: number,
	) {}

	/** What earlier tries have kept. */
	recall(): Kept {
		return this.run.recall(this.itemIndex);
	}

	/** Keeps more at once, e.g. the job that was started. */
	remember(more: Pick<Kept, 'job' | 'textLimit'>): void {
		this.run.remember(this.itemIndex, more);
	}

	/** The transport for a request that several items share. */
	sharedTransport(transport: Transport): Transport {
		this.isShared = true;
		return this.transport(transport, 'shared');
	}

	/** The transport that goes on from earlier tries. `part` tells apart requests that go to the same path. */
	transport(transport: Transport, part = ''): Transport {
		return {
			send: async (request) => {
				if (!mayCost(request)) return await transport.send(request);
				const name = nameOf(request, part);
				const { answers, uncertain } = this.recall();
				const known = answers?.[name];
				const executionId = this.context.getExecutionId();
				if (known && (known.executionId ?? executionId) === executionId)
					return await restore(this.context, known);
				if (uncertain?.executionId === executionId) throw toError(uncertain);
				const response = await sendPaid(transport, request).catch((error: unknown) => {
					if (mayBePaid(error)) this.uncertain ??= error;
					throw error;
				});
				if (response.status >= 200 && response.status < 300) this.answers.set(name, response);
				return response;
			},
		};
	}

	/** Keeps what this try was answered, for the next one. `error` is what the item failed with, if it did. */
	async keep(error?: unknown): Promise<void> {
		const { context, run, itemIndex, uncertain } = this;
		if (context.continueOnFail() && !context.getNode().retryOnFail) return;
		const executionId = context.getExecutionId();
		if (isAimlApiError(error) && error.details.reported) this.answers.clear();
		const answers = { ...this.recall().answers };
		for (const [name, response] of this.answers) {
			const kept = await keepAnswer(context, response).catch(() => undefined);
			// The failure to be told is the item's own; when the disk is full, only short answers are kept.
			if (kept) answers[name] = isReadable(response, error) ? kept : { ...kept, executionId };
		}
		if (Object.keys(answers).length > 0) run.remember(itemIndex, { answers });
		if (!uncertain) return;
		const { code, message, details } = uncertain;
		run.remember(itemIndex, { uncertain: { executionId, code, message, details } });
	}

	/** Forgets the item: what was started for it has come to nothing, and may be started again. */
	forget(): void {
		this.answers.clear();
		this.run.forget(this.itemIndex);
	}
}

/** An item sends no two requests of one name, but those told apart as parts. */
function nameOf({ method, path, headers }: HttpRequest, part: string): string {
	return [method, path, headers?.accept, part].filter(Boolean).join(' ');
}

/** A proxy that gives up does not tell what became of the request behind it: that is no answer of the API. */
async function sendPaid(transport: Transport, request: HttpRequest): Promise<HttpResponse> {
	const response = await transport.send(request);
	if (response.status < 500) return response;
	const { code, message, details } = errorFromResponse(request, response);
	if (!details.byProxy) return response;
	throw new AimlApiError(code, message, { ...details, hint: MAY_BE_PAID });
}

/** True when the request may have been carried out though the API did not answer. */
function mayBePaid(error: unknown): error is AimlApiError {
	if (!isAimlApiError(error)) return false;
	const { sent, byProxy } = error.details;
	return byProxy === true || (['connection', 'timeout'].includes(error.code) && sent !== false);
}

/** False for the answer that this error is about, when no result could be read from it. */
function isReadable({ headers }: HttpResponse, error: unknown): boolean {
	if (!isAimlApiError(error)) return true;
	const { unreadable, requestId } = error.details;
	const isAbout = requestId === headers['x-inference-id'];
	return !isAbout || !(unreadable || error.code === 'unexpected-response');
}

function toError({ code, message, details }: KeptError): AimlApiError {
	return new AimlApiError(code, message, details);
}

async function keepAnswer(
	{ helpers }: IExecuteFunctions,
	{ status, headers, text, bytes }: HttpResponse,
): Promise<KeptAnswer> {
	const isText = /json|^text\//.test(headers['content-type'] ?? '');
	if (isText && bytes().length <= LONGEST_TEXT) return { status, headers, body: text() };
	const body = isText ? Buffer.from(text()) : Buffer.from(bytes());
	const mimeType = 'application/octet-stream';
	return { status, headers, body: await helpers.prepareBinaryData(body, 'answer', mimeType) };
}

async function restore(
	{ helpers }: IExecuteFunctions,
	{ status, headers, body: kept }: KeptAnswer,
): Promise<HttpResponse> {
	const body =
		typeof kept === 'string' ? Buffer.from(kept) : await helpers.getBinaryDataBuffer(0, kept);
	return { status, headers, text: () => body.toString('utf8'), bytes: () => body };
}
