import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import messages from '../../../extension/_locales/en/messages.json';

const folder = join(__dirname, '../../../extension');
const sources = readdirSync(folder, { recursive: true })
	.map(String)
	.filter((file) => /\.(ts|html)$/.test(file))
	.map((file) => readFileSync(join(folder, file), 'utf8'))
	.join('\n');

test('every text is used', () => {
	// A text that tells a count is asked for without the ending of its forms.
	const names = Object.keys(messages).map((name) => name.replace(/_(one|other)$/, ''));
	const unused = names.filter(
		(name) => !new RegExp(`['"]${name}['"]|__MSG_${name}__`).test(sources),
	);
	expect(unused).toEqual([]);
});

test('every text that a page or the manifest names is there', () => {
	const named = [...sources.matchAll(/data-(?:text|label)="(\w+)"|__MSG_(\w+)__/g)].map(
		([, inPage, inManifest]) => inPage ?? inManifest ?? '',
	);
	expect(named.length).toBeGreaterThan(20);
	expect(named.filter((name) => !(name in messages))).toEqual([]);
});
