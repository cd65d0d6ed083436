import { randomUUID } from 'node:crypto';

/** Thrown by a route: answered as the API's documented error body. */
export class ApiError extends Error {
	constructor(
		readonly status: number,
		message = documentedMessage(status),
	) {
		super(message);
	}
}

/** The documented message of each status (docs: errors and messages). */
const MESSAGES: Readonly<Record<number, string>> = {
	400: 'Body validation error!',
	401: 'This request requires a valid API key. You can create a new API key on the Billing page: https://aimlapi.com/app/keys',
	403: "You've run out of credits. Please top up your balance or update your payment method to continue: https://aimlapi.com/app/billing/",
	404: 'Not Found',
	429: "Free-tier limit: You've reached your free limit for the hour. Get AI/ML Subscription to use API, visit https://aimlapi.com/app/billing/ !",
	500: 'Something wrong with the server. Please, try again later.',
	502: 'Bad Gateway',
	503: 'Service unavailable',
	504: 'Generation timeout',
};

/** The documented message of a status, or its number for one the documentation does not name. */
export function documentedMessage(status: number): string {
	return MESSAGES[status] ?? `Error ${status}`;
}

/** `{message, path, requestId, statusCode, timestamp}`, the body of every error. */
export function errorBody(status: number, path: string, message = documentedMessage(status)) {
	return {
		message,
		path,
		requestId: randomUUID(),
		// The documentation prints a text for 429 and a number elsewhere.
		statusCode: status === 429 ? String(status) : status,
		timestamp: new Date().toISOString(),
	};
}
