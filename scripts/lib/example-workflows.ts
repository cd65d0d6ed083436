import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { WorkflowFile } from './n8n-data';
import { rootFolder } from './paths';

/** The workflows of `workflows/`, in the order of their file names. */
export function readExampleWorkflows(): WorkflowFile[] {
	const folder = join(rootFolder, 'workflows');
	return readdirSync(folder)
		.filter((name) => name.endsWith('.json'))
		.sort()
		.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as WorkflowFile);
}
