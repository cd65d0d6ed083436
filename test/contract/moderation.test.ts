import { callOperation, classifyContent } from '../../client';
import { failureOf, fakePorts } from '../unit/fake-ports';

const input = { model: 'guard', messages: [{ role: 'user', content: 'Hi' }] };

test.each([
	['safe', true, []],
	['\n\nsafe', true, []],
	['unsafe \n 04', false, ['04']],
	['unsafe\nS1,S9', false, ['S1', 'S9']],
	['Unsafe', false, []],
])('%j', async (content, safe, categories) => {
	const ports = fakePorts([{ body: { choices: [{ message: { content } }] } }]);
	const { output } = await callOperation(ports, classifyContent, input);
	expect(output).toMatchObject({ safe, categories, text: content });
});

test.each([
	['Safe? No. It is unsafe.', 'stop'],
	['Safe to say this is hateful', 'stop'],
	['safe\nS1', 'stop'],
	['safe', 'length'],
])('%j (%s) is no verdict', async (content, finish_reason) => {
	const body = { choices: [{ message: { content }, finish_reason }] };
	const error = await failureOf(() => callOperation(fakePorts([{ body }]), classifyContent, input));
	expect(error).toMatchObject({ code: 'unexpected-response' });
});
