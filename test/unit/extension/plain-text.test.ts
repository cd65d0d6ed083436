import { plainText } from '../../../extension/shared/answer/plain-text';

test.each([
	['## A **bold** heading', 'A bold heading'],
	['- first\n- second', 'first second'],
	['See [the page](https://example.com/a_b) for *more*.', 'See the page for more.'],
	['`code_with_underscores` stays', 'code_with_underscores stays'],
	['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
	['> quoted\n> twice', 'quoted twice'],
	['| a | b |\n| - | - |\n| 1 | 2 |', 'a b 1 2'],
	['```js\nlet a;\n```', 'let a;'],
	['![a cat](https://example.com/cat.png)', 'a cat'],
	['---', ''],
])('%j is read as %j', (markdown, expected) => {
	expect(plainText(markdown)).toBe(expected);
});
