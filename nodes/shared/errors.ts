import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type JsonObject,
} from 'n8n-workflow';
import { AimlApiError, isAimlApiError } from '../../client';

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
	const { status, body } = error.details;
	const told = idOf(error);
	const description = [
		hintOf(error),
		traceBeside(told, error),
		body && `The answer was: ${body}`,
		remarks,
	]
		.filter(Boolean)
		.join(' ');
	if (error.code === 'invalid-input')
		return new NodeOperationError(node, error.message, { itemIndex, description });
	return new NodeApiError(node, error.toJSON() as JsonObject, {
		message: `${error.message}${told}`,
		description,
		...(status !== undefined && { httpCode: String(status) }),
		itemIndex,
	});
}

/**
 * The item that takes the place of a failed one when the node continues on errors: the files of its input,
 * and all that is known under one name. n8n adds the other fields of the input on the error output, to which
 * it sends an item only if it has no other keys than `error`, `message` and `details`, and the latter two are
 * names an input often has itself. An `error` beside `json` would not do: of such an item n8n keeps the message.
 */
export function toErrorItem(
	node: INode,
	error: unknown,
	itemIndex: number,
	{ binary }: Pick<INodeExecutionData, 'binary'> = {},
): INodeExecutionData {
	const { message } = toNodeError(node, error, itemIndex);
	return {
		json: {
			error: { message, ...(isAimlApiError(error) ? detailsOf(error) : { code: 'unknown' }) },
		},
		...(binary && { binary }),
		pairedItem: { item: itemIndex },
	};
}

function detailsOf(error: AimlApiError): IDataObject {
	const hint = hintOf(error);
	return { code: error.code, ...error.details, ...(hint && { hint }) } as IDataObject;
}

const READ_AGAIN =
	'Retry On Fail reads the same answer again; a new execution asks for another one.';

/** What a person can do about it. */
function hintOf(error: AimlApiError): string {
	return [error.details.hint, isKept(error) && READ_AGAIN].filter(Boolean).join(' ');
}

/** True when it is about the answer to a paid request, which holds no result. */
function isKept({ code, details }: AimlApiError): boolean {
	const isUnread = code === 'unexpected-response' || details.unreadable === true;
	return isUnread && details.requestId !== undefined && !details.request?.startsWith('GET ');
}

/** Where it happened, without the request id when that was told already. */
function traceBeside(told: string, { code, message, details }: AimlApiError): string {
	const { requestId, ...others } = details;
	const isTold = requestId !== undefined && told.includes(requestId);
	return new AimlApiError(code, message, isTold ? others : details).trace();
}

/** What finds a failure again, unless the message tells it: the API often quotes the job. */
function idOf({ message, details: { job, requestId } }: AimlApiError): string {
	if (job) return message.includes(job.id) ? '' : ` (job ${job.id})`;
	return requestId ? ` (request id ${requestId})` : '';
}
