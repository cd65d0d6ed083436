import { pageErrorOf } from '../../../extension/shared/problem/page-error';

test.each([
	['Cannot access a chrome:// URL', 'protected-page'],
	['The extensions gallery cannot be scripted.', 'protected-page'],
	['Cannot access a chrome-extension:// URL of different extension', 'protected-page'],
	['Frame with ID 0 is showing error page', 'nothing-to-read'],
	['No tab with id: 7.', 'nothing-to-read'],
	['Cannot access contents of the page. Extension manifest must request permission …', 'no-access'],
])('the browser’s "%s" means %s', (reason, code) => {
	expect(pageErrorOf(new Error(reason))).toMatchObject({ code });
});
