import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FEATURES } from '../../../extension/features';

const folder = join(__dirname, '../../../extension/features');
const files = readdirSync(folder).filter((file) => file !== 'index.ts');

test('there are features', () => expect(files.length).toBeGreaterThan(1));

test.each(files)('%s holds exactly one feature, which the table of tasks knows', async (file) => {
	const module = (await import(join(folder, file))) as Record<string, unknown>;
	const registered = Object.values(module).filter((value) =>
		(Object.values(FEATURES) as unknown[]).includes(value),
	);
	expect(registered).toHaveLength(1);
});
