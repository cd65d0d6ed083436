/** One kind of test: its folders below `test/`. */
const project = (displayName, ...folders) => ({
	displayName,
	testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
	testEnvironment: 'node',
	// Both hold packages of their own, whose names would collide with this one's.
	modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/dist/'],
	transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' } }] },
});

/** @type {import('jest').Config} */
module.exports = {
	projects: [
		project('unit', 'unit', 'sandbox'),
		project('contract', 'contract'),
		project('n8n', 'n8n'),
		project('package', 'package'),
		project('n8n-server', 'n8n-server'),
		project('browser', 'browser'),
	],
	// Tests of a real n8n or Chromium say so themselves when they need longer.
	testTimeout: 60_000,
};
