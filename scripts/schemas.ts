/**
 * `npm run schemas`: writes what each operation puts out as a JSON schema beside the node, from which
 * n8n's editor shows the fields of an output before the first run; and the list of all operations.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format } from 'prettier';

import { runEveryOperation } from '../test/n8n/lib/every-operation';
import { readArguments } from './lib/arguments';
import { buildAll } from './lib/build';
import { runMain } from './lib/lifetime';
import { nodeReference } from './lib/node-reference';
import { inferSchema } from './lib/output-schema';
import { rootFolder } from './lib/paths';

const USAGE = `Usage: npm run schemas
  Writes nodes/AimlApi/__schema__/ and docs/nodes.md anew, from what the node says and puts out.`;

void runMain(async () => {
	readArguments({ usage: USAGE });
	await buildAll();
	const outputs = await runEveryOperation();
	const folder = join(rootFolder, 'nodes/AimlApi/__schema__');
	rmSync(folder, { recursive: true, force: true });
	for (const [name, items] of outputs) {
		const file = join(folder, `v1.0.0/${name}.json`);
		mkdirSync(dirname(file), { recursive: true });
		const { items: schema } = inferSchema(items);
		writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
	}
	const page = join(rootFolder, 'docs/nodes.md');
	mkdirSync(dirname(page), { recursive: true });
	writeFileSync(page, await format(nodeReference(), { parser: 'markdown', printWidth: 100 }));
	console.log(`${outputs.size} schemas are in ${folder}`);
	return 0;
});
