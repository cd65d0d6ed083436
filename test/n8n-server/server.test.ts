/**
 * The built package in a real n8n, against the sandbox of the API. One server serves all tests,
 * because it takes half a minute to start; each group is a file of its own.
 */
import { credentialTests } from './groups/credential';
import { editorTests } from './groups/editor';
import { exampleTests } from './groups/examples';
import { failureTests } from './groups/failures';
import { jobTests } from './groups/jobs';
import { modelParametersTests } from './groups/model-parameters';
import { modelPickerTests } from './groups/model-picker';
import { resourceTests } from './groups/resources';
import { secrecyTests } from './groups/secrecy';
import { webhookTests } from './groups/webhook';
import { RealN8n } from './lib/real-n8n';

const MINUTE = 60_000;

jest.setTimeout(3 * MINUTE);

describe('the package in a real n8n', () => {
	let n8n: RealN8n | undefined;
	const running = () => {
		if (!n8n) throw new Error('n8n is not running');
		return n8n;
	};

	// Bounded by the deadlines of installing and starting n8n.
	beforeAll(async () => {
		n8n = await RealN8n.start();
	}, 40 * MINUTE);

	afterAll(async () => {
		await n8n?.stop();
	}, MINUTE);

	beforeEach(() => running().reset());

	describe('credential', () => credentialTests(running));
	describe('model picker', () => modelPickerTests(running));
	describe('model parameters', () => modelParametersTests(running));
	describe('editor', () => editorTests(running));
	describe('example workflows', () => exampleTests(running));
	describe('resources', () => resourceTests(running));
	describe('webhook', () => webhookTests(running));
	describe('jobs', () => jobTests(running));
	describe('failures', () => failureTests(running));
	// Last: it looks at what all the others have left behind.
	describe('secrecy', () => secrecyTests(running));
});
