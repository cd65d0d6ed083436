/**
 * `npm run bench`: what `bench/*.ts` measures, in one table beside what is expected.
 * `--json FILE` also writes the figures as flat JSON, name -> number; further arguments choose
 * files of `bench/` by name.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { buildAll } from './lib/build';
import { ensureChromium } from './lib/chromium';
import { describeExpectation, isMet } from './lib/expectations';
import { runMain } from './lib/lifetime';
import { rootFolder } from './lib/paths';
import { ensureRuntime } from './lib/runtime';
import { printLine, step, StepFailure } from './lib/steps';

type Figures = Record<string, number>;

/** What a file of `bench/` exports. */
interface Benchmark {
	measure(): Promise<Figures>;
}

function readArguments(): { json?: string; names: string[] } {
	try {
		const { values, positionals } = parseArgs({
			options: { json: { type: 'string' } },
			allowPositionals: true,
		});
		return { json: values.json, names: positionals };
	} catch {
		throw new StepFailure('Usage: npm run bench -- [--json FILE] [NAME ...]');
	}
}

function chooseBenchmarks(names: string[]): string[] {
	const all = readdirSync(join(rootFolder, 'bench'))
		.filter((name) => name.endsWith('.ts'))
		.map((name) => name.slice(0, -'.ts'.length))
		.sort();
	const unknown = names.find((name) => !all.includes(name));
	if (unknown) throw new StepFailure(`There is no benchmark "${unknown}": ${all.join(', ')}`);
	return names.length > 0 ? names : all;
}

function printTable(figures: Figures): void {
	const rows = Object.entries(figures).map(([name, figure]) => [
		name,
		figure.toLocaleString('en', { maximumFractionDigits: figure < 100 ? 2 : 0 }),
		describeExpectation(name),
		{ true: 'met', false: 'NOT MET' }[String(isMet(name, figure))] ?? '',
	]);
	const table = [['figure', 'value', 'expected', ''], ...rows];
	const widths = [0, 1, 2].map((column) =>
		Math.max(...table.map((row) => row[column]?.length ?? 0)),
	);
	printLine();
	for (const [name = '', value = '', expected = '', verdict = ''] of table) {
		const [first = 0, second = 0, third = 0] = widths;
		printLine(
			`${name.padEnd(first)}  ${value.padStart(second)}  ${expected.padEnd(third)}  ${verdict}`.trimEnd(),
		);
	}
}

void runMain(async () => {
	const { json, names } = readArguments();
	const benchmarks = chooseBenchmarks(names);
	await buildAll();
	await step('Node 24 and n8n', async ({ note }) => void (await ensureRuntime(note)));
	await step('Chromium', ensureChromium);

	const figures: Figures = {};
	for (const name of benchmarks) {
		await step(`Measure ${name}`, async () => {
			const file = join(rootFolder, 'bench', `${name}.ts`);
			const { measure } = (await import(file)) as Benchmark;
			Object.assign(figures, await measure());
		});
	}
	printTable(figures);
	if (json) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
	return 0;
});
