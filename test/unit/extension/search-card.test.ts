import { readCard } from '../../../extension/shared/search/search-card';
import { plainLine, webAddress } from '../../../extension/shared/search/web-link';

const NOTHING = { pages: [], images: [], facts: {} };

test('each documented answer is read', () => {
	expect(readCard('links', ['https://a.example', 'https://b.example'])).toEqual({
		...NOTHING,
		pages: [{ url: 'https://a.example' }, { url: 'https://b.example' }],
	});
	expect(
		readCard('images', [
			{
				source: 'https://a.example',
				original: 'https://a.example/1.jpg',
				title: 'One',
				source_name: 'A',
			},
			{ source: null, original: 'https://a.example/2.jpg', title: null, source_name: null },
		]),
	).toEqual({
		...NOTHING,
		images: [
			{ url: 'https://a.example/1.jpg', title: 'One', page: 'https://a.example' },
			{ url: 'https://a.example/2.jpg' },
		],
	});
	expect(readCard('videos', [{ link: 'https://v.example', thumbnail: 'x', title: 'V' }])).toEqual({
		...NOTHING,
		pages: [{ url: 'https://v.example', title: 'V' }],
	});
	expect(
		readCard('localMap', { link: 'https://m.example', image: 'https://m.example/m.png' }),
	).toEqual({
		...NOTHING,
		pages: [{ url: 'https://m.example' }],
		images: [{ url: 'https://m.example/m.png', page: 'https://m.example' }],
	});
	expect(
		readCard('weather', {
			type: 'weather_result',
			temperature: '18',
			thumbnail: 'https://w.example/cloud.png',
			wind: null,
			forecast: [{ day: 'Mon', temperature: { high: '19', low: '9' }, thumbnail: 'x' }],
		}).facts,
	).toEqual({
		temperature: '18',
		forecast: [{ day: 'Mon', temperature: { high: '19', low: '9' } }],
	});
	expect(readCard('knowledge', { title: 'Tide', type: 'Thing', born: 1850 }).facts).toEqual({
		title: 'Tide',
		born: '1850',
	});
});

test.each(['links', 'images', 'videos'] as const)(
	'nothing found, and no sense, is an empty card: %s',
	(kind) => {
		expect(readCard(kind, [])).toEqual(NOTHING);
		expect(readCard(kind, [null, 7, { link: 5, original: ['x'] }, ''])).toEqual(NOTHING);
	},
);

test.each(['weather', 'knowledge', 'localMap'] as const)(
	'nothing found is an empty card: %s',
	(kind) => {
		expect(readCard(kind, {})).toEqual(NOTHING);
		expect(readCard(kind, [])).toEqual(NOTHING);
	},
);

test('a card has bounds, however much an answer holds', () => {
	const deep: Record<string, unknown> = { end: 'here' };
	let root = deep;
	for (let level = 0; level < 50; level++) root = { inner: root };
	const wide = Object.fromEntries(
		Array.from({ length: 500 }, (_, index) => [`n${index}`, 'x'.repeat(5000)]),
	);
	const { facts } = readCard('knowledge', { ...wide, root });
	expect(JSON.stringify(facts).length).toBeLessThan(25_000);
	expect(JSON.stringify(readCard('knowledge', { root }).facts)).not.toContain('here');
	expect(readCard('links', [`https://a.example/${'x'.repeat(5000)}`]).pages).toEqual([]);
	expect(
		readCard(
			'links',
			Array.from({ length: 500 }, () => 'https://a.example'),
		).pages,
	).toHaveLength(20);
});

test('only addresses of the web are addresses', () => {
	for (const address of [
		'javascript:alert(1)',
		'JaVaScRiPt:alert(1)',
		'data:text/html,x',
		'file:///etc/passwd',
		'chrome://settings',
		'blob:https://a.example/1',
		'//a.example',
		'a.example',
		'',
	])
		expect(webAddress(address)).toBeUndefined();
	expect(webAddress('https://good.example@evil.example/')?.host).toBe('evil.example');
	expect(webAddress('https://аpple.example/')?.host).toBe('xn--pple-43d.example');
});

test('a title is one short line that does not turn round', () => {
	expect(plainLine('A\u202egnp.exe\u2066\n <b>x</b>\u0000')).toBe('Agnp.exe <b>x</b>');
	expect(plainLine('x'.repeat(5000))).toHaveLength(300);
});
