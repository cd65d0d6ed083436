import { randomUUID } from 'node:crypto';
import { textOf } from './conversation';
import type { JsonObject } from './exchange';
import { exampleOf } from './schema-example';
import { meaningfulWords } from './summary';

/**
 * The function calls a model makes: with `tool_choice` it must, else when the user's text shares a
 * word with a function's name or description. Once results are there it answers in words.
 */
export function chooseToolCalls(body: JsonObject): JsonObject[] {
	const messages = body.messages as JsonObject[];
	const last = messages[messages.length - 1];
	const tools = (Array.isArray(body.tools) ? (body.tools as JsonObject[]) : [])
		.map((tool) => tool.function as JsonObject | undefined)
		.filter((tool): tool is JsonObject => typeof tool?.name === 'string');
	if (tools.length === 0 || last?.role !== 'user' || body.tool_choice === 'none') return [];
	const text = textOf(last.content);
	const forced = (body.tool_choice as JsonObject | undefined)?.function as JsonObject | undefined;
	const wanted =
		tools.find(({ name }) => name === forced?.name) ??
		tools.find((tool) => isMeant(tool, text)) ??
		(body.tool_choice === 'required' ? tools[0] : undefined);
	if (!wanted) return [];
	return [
		{
			id: `call_${randomUUID().replaceAll('-', '')}`,
			type: 'function',
			function: {
				name: wanted.name,
				arguments: JSON.stringify(exampleOf(wanted.parameters ?? { type: 'object' }, text)),
			},
		},
	];
}

/** The last function result, when there is one to speak about. */
export function toolResult(body: JsonObject): string | undefined {
	const last = (body.messages as JsonObject[]).at(-1);
	return last?.role === 'tool' ? textOf(last.content) : undefined;
}

function isMeant({ name, description }: JsonObject, text: string): boolean {
	const known = `${String(name).replace(/[_-]/g, ' ')} ${String(description ?? '')}`;
	const words = new Set(meaningfulWords(known));
	return meaningfulWords(text).some((word) => words.has(word));
}
