/**
 * What must not reach n8n or a second npm: npm hands its own settings to its children (among
 * them this project's `ignore-scripts` and folder), jest and Node options belong to the parent,
 * and the key is given to n8n as a credential only.
 */
const PRIVATE =
	/^(npm_(?!config_(registry|cache|https?_proxy|proxy|noproxy|cafile)$)|N8N_|AIMLAPI_)/i;
const PRIVATE_NAMES = new Set([
	'INIT_CWD',
	'JEST_WORKER_ID',
	'NODE_ENV',
	'NODE_OPTIONS',
	'NODE_PATH',
]);

/** The environment of this process without what is nobody else's business. */
export function plainEnvironment(): NodeJS.ProcessEnv {
	return Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !PRIVATE.test(name) && !PRIVATE_NAMES.has(name)),
	);
}
