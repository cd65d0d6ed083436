import { ENDPOINTS, type Endpoint } from './endpoints';
import type { ModelEntry } from './models';

const ANSWER = {
	'200': {
		description: 'The answer',
		content: { 'application/json': { schema: { type: 'object' } } },
	},
};

/** The OpenAPI description of one model's request, in the form of the documentation's own fragments. */
export function docsJson(model: ModelEntry, origin: string) {
	const endpoint = ENDPOINTS[model.type];
	if (!endpoint) return undefined;
	const { required, properties } = model.request;
	const schema = {
		type: 'object',
		properties: { model: { type: 'string', enum: [model.id, ...model.aliases] }, ...properties },
		required: ['model', ...required],
	};
	const paths: Record<string, object> = {
		[endpoint.path]: {
			post: {
				operationId: `${model.type.replace(/\W+/g, '_')}_create`,
				requestBody: { required: true, content: { 'application/json': { schema } } },
				responses: ANSWER,
			},
		},
	};
	if (endpoint.poll)
		paths[endpoint.poll.path] = { ...paths[endpoint.poll.path], get: pollOf(endpoint.poll) };
	return {
		openapi: '3.0.0',
		info: { title: 'AIML API', version: '1.0.0' },
		servers: [{ url: origin }],
		paths,
		components: {
			securitySchemes: { 'access-token': { scheme: 'bearer', type: 'http' } },
		},
		security: [{ 'access-token': [] }],
	};
}

function pollOf({ parameter }: NonNullable<Endpoint['poll']>) {
	return {
		parameters: [
			{ name: 'generation_id', in: parameter, required: true, schema: { type: 'string' } },
		],
		responses: ANSWER,
	};
}
