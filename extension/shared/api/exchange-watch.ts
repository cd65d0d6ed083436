import { AimlApiError, cancelled, type ErrorDetails } from '../../../client';

/** Watches one request until its body has ended. */
export interface ExchangeWatch {
	/** Give it to `fetch`: aborts when the user stops and when the server is silent for too long. */
	readonly signal: AbortSignal;
	/** Waits for a step of the exchange; its failure comes out as the client's error. */
	during<Result>(step: Promise<Result>): Promise<Result>;
	/** Lets go of the user's signal. */
	end(): void;
}

/**
 * Tells apart why an exchange failed, which `fetch` does not: stopped by the user, too long a silence,
 * or a broken connection. Only waiting for the server counts as silence, not a slow reader.
 *
 * @param timeout milliseconds
 */
export function watchExchange(
	userSignal: AbortSignal,
	timeout: number,
	details: ErrorDetails,
): ExchangeWatch {
	const controller = new AbortController();
	const stop = () => controller.abort();
	userSignal.addEventListener('abort', stop, { once: true });
	if (userSignal.aborted) stop();
	const end = () => userSignal.removeEventListener('abort', stop);
	let silent = false;
	return {
		signal: controller.signal,
		async during(step) {
			const timer = setTimeout(() => {
				silent = true;
				controller.abort();
			}, timeout);
			try {
				return await step;
			} catch (error) {
				end();
				if (userSignal.aborted) throw cancelled();
				if (silent)
					throw new AimlApiError('timeout', `No answer for ${timeout / 1000} s.`, details);
				throw connectionError(error, details);
			} finally {
				clearTimeout(timer);
			}
		},
		end,
	};
}

/** `fetch` says only "failed": from its call on, the request may have reached the server. */
function connectionError(error: unknown, details: ErrorDetails): AimlApiError {
	const reason = error instanceof Error ? error.message : String(error);
	return new AimlApiError('connection', `The connection failed: ${reason}`, details);
}
