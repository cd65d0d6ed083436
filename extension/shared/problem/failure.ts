import { errorFromJSON, isAimlApiError, type JsonObject } from '../../../client';
import { PageError, type PageErrorCode } from './page-error';

/** An error as plain JSON: it crosses messages, and is stored without being bound to a language. */
export function failureOf(error: unknown): JsonObject {
	if (isAimlApiError(error)) return error.toJSON();
	if (error instanceof PageError)
		return { name: error.name, code: error.code, values: error.values };
	return { name: 'Error', message: error instanceof Error ? error.message : String(error) };
}

/** The error of a failure, of the class it had. */
export function errorOf(failure: JsonObject): Error {
	if (failure.name === 'AimlApiError') return errorFromJSON(failure);
	if (failure.name === 'PageError')
		return new PageError(failure.code as PageErrorCode, ...((failure.values ?? []) as string[]));
	return new Error(String(failure.message));
}
