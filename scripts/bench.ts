/**
 * `npm run bench`: what `bench/*.ts` measures, in one table beside what is expected.
 * `--json FILE` also writes the figures as flat JSON, name -> number; further arguments choose
 * files of `bench/` by name.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { readArguments } from './lib/arguments';
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

const ALL = readdirSync(join(rootFolder, 'bench'))
	.filter((name) => name.endsWith('.ts'))
	.map((name) => name.slice(0, -'.ts'.length))
	.sort();

const USAGE = `Usage: npm run bench -- [--json FILE] [NAME ...]
  --json FILE  also write the figures as JSON, name -> number
  NAME         which to measure, all unless told: ${ALL.join(', ')}`;

function chooseBenchmarks(names: string[]): string[] {
	const unknown = names.find((name) => !ALL.includes(name));
	if (unknown) throw new StepFailure(`There is no benchmark "${unknown}": ${ALL.join(', ')}`);
	return names.length > 0 ? names : ALL;
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
	const { values, positionals } = readArguments({
		usage: USAGE,
		options: { json: { type: 'string' } },
		positionals: true,
	});
	const benchmarks = chooseBenchmarks(positionals);
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
	if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
	return 0;
});
