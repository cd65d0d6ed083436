import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type JsonObject,
} from 'n8n-workflow';
import { isAimlApiError, type AimlApiError } from '../../client';

/** The n8n error for whatever an item met: ids in the message, where and what to do in the description. */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex: number,
	remarks = '',
): NodeApiError | NodeOperationError {
	if (!isAimlApiError(error)) {
		return new NodeOperationError(node, error as Error, { itemIndex, description: remarks });
	}
	const { hint, status, body } = error.details;
	const again = isKept(error) && READ_AGAIN;
	const description = [hint, again, error.trace(), body && `The answer was: ${body}`, remarks]
		.filter(Boolean)
		.join(' ');
	if (error.code === 'invalid-input')
		return new NodeOperationError(node, error.message, { itemIndex, description });
	return new NodeApiError(node, error.toJSON() as JsonObject, {
		message: `${error.message}${idOf(error)}`,
		description,
		...(status !== undefined && { httpCode: String(status) }),
		itemIndex,
	});
}

/**
 * The item that takes the place of a failed one when the node continues on errors. n8n sends an item
 * to the error output only if it has no other keys than these three; with an `error` beside `json` it
 * would do so too, but keep nothing except the message.
 */
export function toErrorItem(node: INode, error: unknown, itemIndex: number): INodeExecutionData {
	const { message, description } = toNodeError(node, error, itemIndex);
	const details = isAimlApiError(error)
		? ({ code: error.code, ...error.details } as IDataObject)
		: { code: 'unknown' };
	return {
		json: { error: message, message: description ?? '', details },
		pairedItem: { item: itemIndex },
	};
}

const READ_AGAIN =
	'Retry On Fail reads the same answer again; a new execution asks for another one.';

/** True when it is about the answer to a paid request, which holds no result. */
function isKept({ code, details }: AimlApiError): boolean {
	const isUnread = code === 'unexpected-response' || details.unreadable === true;
	return isUnread && details.requestId !== undefined && !details.request?.startsWith('GET ');
}

function idOf({ details: { job, requestId } }: AimlApiError): string {
	if (job) return ` (job ${job.id})`;
	return requestId ? ` (request id ${requestId})` : '';
}
