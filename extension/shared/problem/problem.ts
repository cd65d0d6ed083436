import { isAimlApiError, type AimlApiError, type ErrorCode } from '../../../client';
import { PageError, type PageErrorCode } from './page-error';
import { text, type TextName } from '../texts';

/** A failure as a person reads it. Plain JSON. */
export interface Problem {
	readonly code: ErrorCode | PageErrorCode | 'unexpected';
	/** One sentence: what happened and what to do. */
	readonly text: string;
	/** What the API's support asks for. */
	readonly requestId?: string;
	/** True when the settings are the place to go. */
	readonly settings?: boolean;
}

const PAGE_TEXTS: Readonly<Record<PageErrorCode, TextName>> = {
	'no-key': 'problemNoKey',
	'no-access': 'problemNoAccess',
	'protected-page': 'problemProtectedPage',
	'nothing-to-read': 'problemNothingToRead',
	'pdf-broken': 'problemPdfBroken',
	'pdf-locked': 'problemPdfLocked',
	'pdf-on-device': 'problemPdfOnDevice',
	'pdf-too-large': 'problemPdfTooLarge',
	'pdf-unavailable': 'problemPdfUnavailable',
	'pdf-without-text': 'problemPdfWithoutText',
	'nothing-selected': 'problemNothingSelected',
	'no-image': 'problemNoImage',
	'no-images': 'problemNoImages',
	'image-broken': 'problemImageBroken',
	'image-too-small': 'problemImageTooSmall',
	'image-unreadable': 'problemImageUnreadable',
	'tab-taken': 'problemTabTaken',
	'search-model-gone': 'problemSearchModelGone',
	'no-search-model': 'problemNoSearchModel',
	'no-query': 'questionMissing',
	'no-voice': 'problemNoVoice',
	'no-language-voice': 'problemNoLanguageVoice',
	'sound-blocked': 'problemSoundBlocked',
};

/** Failures whose sentence does not depend on what the API said; the others quote it. */
const API_TEXTS: Partial<Record<ErrorCode, TextName>> = {
	unauthorized: 'problemUnauthorized',
	'out-of-credit': 'problemOutOfCredit',
	forbidden: 'problemForbidden',
	'not-found': 'problemNotFound',
	'rate-limited': 'problemRateLimited',
	'server-error': 'problemServerError',
	timeout: 'problemTimeout',
	'unexpected-response': 'problemUnreadable',
};

/**
 * The one sentence for a failure.
 * @param readsCost true where also a request that only reads may be paid for
 */
export function describeProblem(error: unknown, { readsCost = false } = {}): Problem {
	if (error instanceof PageError)
		return {
			code: error.code,
			text: text(PAGE_TEXTS[error.code], ...error.values),
			settings: ['no-key', 'no-voice', 'no-language-voice', 'search-model-gone'].includes(
				error.code,
			),
		};
	if (!isAimlApiError(error)) {
		const reason = error instanceof Error ? error.message : String(error);
		return { code: 'unexpected', text: text('problemUnexpected', reason) };
	}
	const { requestId, sent } = error.details;
	// Offline, or in the middle of an answer, no setting is to blame.
	const isUnreachable = error.code === 'connection' && !requestId && sent !== false;
	return {
		code: error.code,
		text: sentence(error, readsCost),
		...(requestId && { requestId }),
		settings: isUnreachable || ['unauthorized', 'forbidden', 'not-found'].includes(error.code),
	};
}

function sentence(error: AimlApiError, readsCost: boolean): string {
	const mayBePaid = mayHaveCost(error, readsCost);
	if (error.code === 'timeout' && mayBePaid) return text('problemTimeoutPaid');
	if (error.code === 'connection') {
		// A request id means that the answer had begun.
		if (error.details.requestId) return text('problemBroken');
		if (error.details.sent === false) return text('problemOffline');
		return text(mayBePaid ? 'problemConnectionPaid' : 'problemConnection');
	}
	const name = API_TEXTS[error.code];
	return name ? text(name) : text('problemRefused', error.message);
}

/** True when the request may have reached the API and be paid for: mostly, what is only read costs nothing. */
function mayHaveCost({ details: { request, sent } }: AimlApiError, readsCost: boolean): boolean {
	return sent !== false && request !== undefined && (readsCost || !request.startsWith('GET '));
}
