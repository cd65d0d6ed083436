import type { TestNode } from './workflow';

/** A node of a workflow, and what each item it puts out holds. */
export interface Step extends TestNode {
	readonly output: ReadonlyArray<Record<string, unknown>>;
}

/** An `aimlApi` node. */
export function step(
	name: string,
	parameters: Record<string, unknown>,
	...output: Array<Record<string, unknown>>
): Step {
	return { name, parameters, output };
}

/** What a call that costs says of itself. */
export function paid(model?: string) {
	return {
		...(model && { model }),
		inferenceId: expect.stringMatching(/^[\da-f-]{36}$/),
		costUsd: expect.any(Number),
		attempts: expect.any(Number),
	};
}

/** What a call that is free says of itself. */
export function free() {
	return { inferenceId: expect.stringMatching(/^[\da-f-]{36}$/), attempts: expect.any(Number) };
}

/** The address of a file on the sandbox's media host. */
export function mediaUrl(extension: string) {
	return expect.stringMatching(
		new RegExp(`^http://127\\.0\\.0\\.1:\\d+/media/[\\da-f-]+\\.${extension}$`),
	);
}

/** A file in n8n's binary store. */
export function file(mimeType: string, fileName: string) {
	return { mimeType, fileName, bytes: expect.any(Number) };
}

/** A text that contains this. */
export function text(part: string | RegExp) {
	return expect.stringMatching(part);
}
