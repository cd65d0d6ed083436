import { isSameDocument } from '../../../extension/shared/page/document-address';

test.each([
	['https://example.com/a', 'https://example.com/a#history', true],
	['https://example.com/a#top', 'https://example.com/a#history', true],
	['https://example.com/a?p=1', 'https://example.com/a?p=2', false],
	['https://example.com/#/one', 'https://example.com/#/two', false],
	['https://example.com/#!one', 'https://example.com/#!two', false],
	['https://example.com/a', undefined, false],
	[undefined, undefined, false],
])('%s and %s: %s', (one, other, same) => {
	expect(isSameDocument(one, other)).toBe(same);
});
