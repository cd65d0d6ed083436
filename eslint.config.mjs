import js from '@eslint/js';
import { config as n8n } from '@n8n/node-cli/eslint';
import globals from 'globals';
import typescript from 'typescript-eslint';

/** What is published: n8n's own rules, also for the client, which ships in the package. */
const PUBLISHED = ['client/**/*.ts', 'credentials/**/*.ts', 'nodes/**/*.ts'];
/** What is not: the extension, the tests and the scripts. */
const UNPUBLISHED = [
	'bench/**/*.ts',
	'extension/**/*.ts',
	'scripts/**/*.ts',
	'test/**/*.ts',
	'vite.config.ts',
];

/** n8n's configuration matches every file of a repository; here it is kept to what is published. */
const published = n8n.map((block) => {
	const isForAll = block.files?.includes('**/*.ts');
	return isForAll ? { ...block, files: PUBLISHED } : block;
});

export default [
	{ ignores: ['build/', 'coverage/', 'dist/', 'node_modules/'] },
	...published,
	{
		// The client knows no n8n: its errors become n8n's at the node's edge.
		files: ['client/**/*.ts'],
		rules: { '@n8n/community-nodes/require-node-api-error': 'off' },
	},
	{ files: PUBLISHED, rules: { '@typescript-eslint/no-unused-vars': unusedVariables() } },
	...[js.configs.recommended, ...typescript.configs.recommended].map((block) => ({
		...block,
		files: UNPUBLISHED,
	})),
	{
		files: UNPUBLISHED,
		rules: { '@typescript-eslint/no-unused-vars': unusedVariables() },
	},
	{
		files: ['extension/**/*.ts'],
		languageOptions: { globals: { ...globals.browser, chrome: 'readonly' } },
	},
	{
		files: ['**/*.mjs', 'jest.config.js'],
		...js.configs.recommended,
		languageOptions: { globals: globals.node },
	},
];

/** A leading underscore says that a variable is there only to be left out. */
function unusedVariables() {
	return ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }];
}
