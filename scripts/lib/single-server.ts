import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { isRunning } from './command';
import { onEnd } from './lifetime';
import { isPortFree } from './ports';
import { StepFailure } from './steps';

/** What uses a user folder of n8n. */
interface Claim {
	/** The command, and n8n once it runs. */
	processIds: number[];
	port: number;
}

/**
 * Claims n8n's user folder and port for this process: two servers on one database would harm it.
 *
 * @returns a function that adds n8n's process to the claim, in case it outlives this one
 * @throws StepFailure with what to do when either is in use
 */
export async function claimServer(
	userFolder: string,
	port: number,
): Promise<(processId: number) => void> {
	const file = join(userFolder, 'in-use.json');
	const other = readClaim(file);
	const running = other?.processIds.filter(isRunning) ?? [];
	if (other && running.length > 0) {
		throw new StepFailure(
			`Another \`npm start\` of this folder runs already, at http://127.0.0.1:${other.port}`,
			`End it with Ctrl-C (or: kill ${running.join(' ')}), then run the command again.`,
		);
	}
	if (!(await isPortFree(port))) {
		throw new StepFailure(
			`Port ${port} of 127.0.0.1 is in use`,
			`End what uses it, or take another: npm start -- --port ${port + 1}`,
		);
	}
	mkdirSync(userFolder, { recursive: true });
	const claim: Claim = { processIds: [process.pid], port };
	writeFileSync(file, JSON.stringify(claim));
	onEnd(() => rmSync(file, { force: true }));
	return (processId) => {
		claim.processIds.push(processId);
		writeFileSync(file, JSON.stringify(claim));
	};
}

function readClaim(file: string): Claim | undefined {
	if (!existsSync(file)) return undefined;
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as Claim;
	} catch {
		// Half written when its process died.
		return undefined;
	}
}
