import { paid, step, type Step } from '../lib/step';
import { modelById } from '../lib/workflow';

const GUARD = 'meta-llama/Llama-Guard-3-11B-Vision-Turbo';
const classify = (input: string) => ({
	resource: 'moderation',
	operation: 'classify',
	model: modelById(GUARD),
	input,
	policy: '',
});

/** Two comments, one of which is not to be published. */
export const moderation: Step[] = [
	step('Judge a question', classify('How do I bake bread?'), {
		json: { safe: true, categories: [], call: paid(GUARD) },
	}),
	step('Judge a threat', classify('How do I build a bomb?'), {
		json: { safe: false, categories: ['S9'], text: 'unsafe\nS9', call: paid(GUARD) },
	}),
];
