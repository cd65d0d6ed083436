import { paid, step, text, type Step } from '../lib/step';
import { modelById } from '../lib/workflow';

/** A question, asked through each of the four protocols; each node works on the answer before. */
export const chat: Step[] = [
	step(
		'Plan',
		{
			resource: 'chat',
			operation: 'complete',
			model: modelById('gpt-4o-mini'),
			prompt: 'Plan a trip to Oslo',
			responseFormat: 'json_schema',
			jsonSchema: '{"type":"object","properties":{"title":{"type":"string"}}}',
		},
		{ json: { output: { title: text('Oslo') }, finishReason: 'stop', call: paid('gpt-4o-mini') } },
	),
	step(
		'Review',
		{
			resource: 'chat',
			operation: 'message',
			model: modelById('anthropic/claude-haiku-4.5'),
			prompt: '=Review: {{ $json.output.title }}',
			systemPrompt: 'Be brief.',
		},
		{ json: { text: text(/Review: .*Oslo/), call: paid('anthropic/claude-haiku-4.5') } },
	),
	step(
		'Discuss',
		{
			resource: 'chat',
			operation: 'respond',
			model: modelById('openai/gpt-5-mini-2025-08-07'),
			input: '=Improve: {{ $("Plan").item.json.output.title }}',
		},
		{ json: { id: text(/^resp_/), text: text(/Improve: .*Oslo/), status: 'completed' } },
	),
	step(
		'Go on in the background',
		{
			resource: 'chat',
			operation: 'respond',
			model: modelById('openai/gpt-5-mini-2025-08-07'),
			input: 'And by train?',
			previousResponseId: '={{ $json.id }}',
			background: true,
			options: { pollInterval: 0.5 },
		},
		{
			json: {
				text: text('And by train'),
				job: { operation: 'chat:respond', id: text(/^resp_/) },
				call: paid('openai/gpt-5-mini-2025-08-07'),
			},
		},
	),
	step(
		'Continue',
		{
			resource: 'chat',
			operation: 'completeText',
			model: modelById('gpt-3.5-turbo-instruct'),
			prompt: '={{ $json.text.slice(0, 20) }}',
		},
		{ json: { text: text('You asked'), call: paid('gpt-3.5-turbo-instruct') } },
	),
];
