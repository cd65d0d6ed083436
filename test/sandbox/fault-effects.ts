import { errorBody } from './errors';
import type { Exchange } from './exchange';
import type { Fault } from './faults';

/** The beginning of an answer that never gets its end. */
const CUT_JSON = '{"id":"gen-cut","object":"chat.completion","choices":[{"index":0,"message":{"rol';

const HTML_502 = `<!DOCTYPE html>
<html><head><title>502 Bad Gateway</title><style>body { font-family: sans-serif }</style></head>
<body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>
`;

/** Answers a request in the way of a fault that needs no help from a route. */
export async function applyFault(exchange: Exchange, fault: Fault): Promise<void> {
	const { response, record, state } = exchange;
	if (typeof fault.kind === 'number') {
		const headers: Record<string, string> =
			fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
		exchange.send(fault.kind, errorBody(fault.kind, record.path, fault.message), headers);
		return;
	}
	switch (fault.kind) {
		case 'html-502':
			return exchange.sendText(502, 'text/html', HTML_502);
		case 'empty':
			return exchange.send(200, {});
		case 'truncated-body':
			return exchange.sendText(200, 'application/json; charset=utf-8', CUT_JSON);
		case 'truncated-connection':
			response.writeHead(200, {
				'content-type': 'application/json; charset=utf-8',
				'content-length': String(CUT_JSON.length * 4),
			});
			response.write(CUT_JSON, () => exchange.drop());
			return;
		case 'redirect':
			return exchange.send(302, {}, { location: `${state.media.url}/media/redirected` });
		case 'echo-key':
			return echoKey(exchange);
		case 'hang':
			return exchange.untilLeft();
		default:
			return exchange.drop();
	}
}

/** What a careless proxy does when it refuses a request. */
function echoKey(exchange: Exchange): void {
	const { headers } = exchange.request;
	const body = errorBody(400, exchange.record.path, `Refused: ${headers.authorization}`);
	exchange.send(
		400,
		{ ...body, requestId: `for ${exchange.key}`, headers },
		{ 'x-inference-id': `for ${exchange.key}` },
	);
}
