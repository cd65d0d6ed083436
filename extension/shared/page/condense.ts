import { isAimlApiError } from '../../../client';
import { createGate } from '../gate';
import { splitText } from './split-text';

/** How a long text is made shorter. */
export interface CondenseOptions {
	/** Characters of a part. */
	readonly limit: number;
	/** Calls in flight. */
	readonly parallel: number;
	/** Makes one part shorter. */
	condensePart(part: string): Promise<string>;
	/** Hears how many parts are done, of how many. */
	onProgress(done: number, parts: number): void;
}

/** A part is halved at most this often when the model finds it too long. */
const MAX_HALVINGS = 4;

/**
 * Makes a text shorter part by part, in parallel; the results are in the text's order. A part that is
 * too long for the model is halved, and the parts still in line with it; what was done and paid for stays.
 * After a failure no further part is begun, and those in flight, which are paid for, come to their end.
 *
 * @throws the first failure of a part
 */
export async function condense(text: string, options: CondenseOptions): Promise<string[]> {
	const gate = createGate(options.parallel);
	let { limit } = options;
	let done = 0;
	let total = 0;
	let failure: unknown;

	async function condenseAll(parts: readonly string[], halvings: number): Promise<string[]> {
		total += parts.length;
		options.onProgress(done, total);
		const results = await Promise.allSettled(parts.map((part) => condenseOne(part, halvings)));
		return results.flatMap((result) => {
			if (result.status === 'rejected') throw failure ?? result.reason;
			return result.value;
		});
	}

	async function condenseOne(part: string, halvings: number): Promise<string[]> {
		const result = await gate(async () => {
			if (failure !== undefined) throw failure;
			if (part.length > limit) return undefined;
			try {
				return await options.condensePart(part);
			} catch (error) {
				if (!isTooLong(error) || halvings >= MAX_HALVINGS) {
					failure ??= error;
					throw error;
				}
				limit = Math.min(limit, Math.ceil(part.length / 2));
				return undefined;
			}
		});
		if (result === undefined) {
			total--;
			return condenseAll(splitText(part, limit), halvings + 1);
		}
		options.onProgress(++done, total);
		return [result];
	}

	return condenseAll(splitText(text, limit), 0);
}

/** True when the text did not fit the model: status 413, or a 400 that names the context length. */
export function isTooLong(error: unknown): boolean {
	if (!isAimlApiError(error)) return false;
	if (error.details.status === 413) return true;
	return (
		error.code === 'bad-request' &&
		/context.{0,20}(length|window|size)|too (long|large|many tokens)|(maximum|max).{0,40}tokens/i.test(
			error.message,
		)
	);
}
