import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { callOperation, describeRequest, isAimlApiError, synthesizeSpeech } from '../../../client';
import { createPorts, CREDENTIAL, readBaseUrl } from '../../shared/transport';

/** A person waits for the list. Milliseconds. */
const TIMEOUT = 20_000;

/** The voices of the chosen model, from its own description; only its default when that is out of reach. */
export async function getVoices(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const id = this.getCurrentNodeParameter('model', { extractValue: true });
	const type = synthesizeSpeech.modelTypes[0]!;
	const own: INodePropertyOptions = { name: 'Default of the Model', value: '' };
	if (typeof id !== 'string' || id === '') return [own];
	if (!this.getNode().credentials?.[CREDENTIAL]) return [own];
	const ports = createPorts(this, await readBaseUrl(this), { timeout: TIMEOUT });
	return await callOperation(ports, describeRequest, { id, type }, 2).then(
		({ output }) => {
			const voices = output.find(({ name }) => name === 'voice')?.choices ?? [];
			return [own, ...voices.map((voice) => ({ name: String(voice), value: voice }))];
		},
		(error: unknown) => {
			if (isAimlApiError(error)) return [own];
			throw error;
		},
	);
}
