import { pause } from './command';
import type { N8nSession } from './n8n-session';
import { StepFailure } from './steps';

const PUBLICATION_DEADLINE = 30_000;
const POLL_INTERVAL = 100;

/** A reference from a node to a credential. */
export interface CredentialReference {
	id: string;
	name: string;
}

/** A node of a workflow file, as far as it matters here. */
export interface WorkflowNode {
	name: string;
	type: string;
	credentials?: Record<string, CredentialReference>;
	[key: string]: unknown;
}

/** A workflow file. */
export interface WorkflowFile {
	id: string;
	name: string;
	nodes: WorkflowNode[];
	[key: string]: unknown;
}

/** Makes a credential, or gives the one of that name and type new values. */
export async function saveCredential(
	session: N8nSession,
	credential: { name: string; type: string; data: Record<string, unknown> },
): Promise<CredentialReference> {
	type Listed = CredentialReference & { type: string };
	const known = await session.request<Listed[]>('GET', '/rest/credentials');
	const same = known.find(({ name, type }) => name === credential.name && type === credential.type);
	const saved = same
		? await session.request<Listed>('PATCH', `/rest/credentials/${same.id}`, credential)
		: await session.request<Listed>('POST', '/rest/credentials', credential);
	return { id: saved.id, name: saved.name };
}

/**
 * Makes a workflow, or brings the one of that id up to date.
 *
 * @param credentials by type: what the nodes of the file are to use, because n8n chooses the ids
 */
export async function saveWorkflow(
	session: N8nSession,
	file: WorkflowFile,
	credentials: Record<string, CredentialReference>,
): Promise<void> {
	const nodes = file.nodes.map((node) => ({
		...node,
		...(node.credentials && {
			credentials: Object.fromEntries(
				Object.entries(node.credentials).map(([type, given]) => [type, credentials[type] ?? given]),
			),
		}),
	}));
	const { exists } = await session.request<{ exists: boolean }>(
		'GET',
		`/rest/workflows/${file.id}/exists`,
	);
	const { active: _active, ...workflow } = { ...file, nodes } as WorkflowFile & {
		active?: boolean;
	};
	if (exists) await session.request('PATCH', `/rest/workflows/${file.id}`, workflow);
	else await session.request('POST', '/rest/workflows', workflow);
}

/**
 * Activates a workflow: its production webhook answers afterwards.
 *
 * @throws StepFailure when n8n cannot publish it, or has not within the deadline
 */
export async function activateWorkflow(session: N8nSession, id: string): Promise<void> {
	const path = `/rest/workflows/${id}`;
	const { versionId } = await session.request<{ versionId: string }>('GET', path);
	await session.request('POST', `${path}/activate`, { versionId });
	// n8n only queues the activation; webhooks are registered a moment later.
	const deadline = Date.now() + PUBLICATION_DEADLINE;
	let status = 'in_progress';
	while (status !== 'published' && Date.now() < deadline) {
		await pause(POLL_INTERVAL);
		const answer = await session.request<{ status: string }>('GET', `${path}/publication-status`);
		status = answer.status;
		if (status === 'failed') break;
	}
	if (status !== 'published') throw new StepFailure(`Workflow ${id} was not activated: ${status}`);
}
