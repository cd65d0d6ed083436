import { waysToImage, type ImagePlace } from '../../../extension/shared/image/image-ways';
import { isPublicAddress } from '../../../extension/shared/image/public-address';

const PAGE = 'https://news.example.com/today';

test.each([
	'https://images.example.com/cat.jpg',
	'http://images.example.com:8080/cat.jpg?width=600',
	'https://93.184.216.34/cat.png',
	'https://[2606:2800:220:1::1]/cat.png',
	'https://172.32.0.1/cat.png',
	'https://local.example.com/monkey.png',
	'https://images.example.com/cat.jpg?author=kay&design=new',
])('%s is public', (address) => {
	expect(isPublicAddress(address)).toBe(true);
});

test.each([
	'blob:https://news.example.com/7c9e',
	'data:image/png;base64,AAAA',
	'file:///home/kay/cat.png',
	'ftp://images.example.com/cat.png',
	'chrome-extension://abc/cat.png',
	'not an address',
	'',
	'http://localhost/cat.png',
	'http://shop.localhost/cat.png',
	'http://localhost./cat.png',
	'http://intranet/cat.png',
	'http://printer.local/cat.png',
	'https://wiki.corp/cat.png',
	'https://wiki.company.internal/cat.png',
	'http://router.home.arpa/cat.png',
	'http://127.0.0.1/cat.png',
	'http://2130706433/cat.png',
	'http://0x7f.1/cat.png',
	'http://10.1.2.3/cat.png',
	'http://172.16.0.1/cat.png',
	'http://172.31.255.1/cat.png',
	'http://192.168.1.1/cat.png',
	'http://169.254.169.254/latest',
	'http://100.64.0.1/cat.png',
	'http://0.0.0.0/cat.png',
	'http://[::1]/cat.png',
	'http://[::ffff:10.0.0.1]/cat.png',
	'http://[fd00::1]/cat.png',
	'http://[fe80::1]/cat.png',
	'https://kay:secret@images.example.com/cat.png',
	'https://bucket.example.com/cat.png?X-Amz-Signature=1f',
	'https://images.example.com/cat.png?access_token=1f',
	'https://images.example.com/cat.png?sid=1f',
])('%s is not public', (address) => {
	expect(isPublicAddress(address)).toBe(false);
});

test.each<[what: string, place: ImagePlace, order: string]>([
	[
		'another site’s public image',
		{ address: 'https://cdn.example.net/a.jpg', documentUrl: PAGE },
		'address public, bytes fallback, crop fallback',
	],
	[
		'a public image in a frame that may not be read',
		{ address: 'https://cdn.example.net/a.jpg' },
		'address public, bytes fallback, crop fallback',
	],
	[
		'the site’s own image, which may need its login',
		{ address: 'https://news.example.com/a.jpg', documentUrl: PAGE },
		'bytes own-site, crop fallback',
	],
	[
		'another site’s image that is fetched with cookies',
		{ address: 'https://cdn.example.net/a.jpg', documentUrl: PAGE, credentials: true },
		'bytes credentials, crop fallback',
	],
	[
		'blob:',
		{ address: 'blob:https://news.example.com/7c9e', documentUrl: PAGE },
		'bytes page-only, crop fallback',
	],
	[
		'data:',
		{ address: 'data:image/gif;base64,R0', documentUrl: PAGE },
		'bytes page-only, crop fallback',
	],
	[
		'an image of the local network',
		{ address: 'http://intranet/a.png', documentUrl: PAGE },
		'bytes page-only, crop fallback',
	],
	[
		'a public drawing',
		{ address: 'https://cdn.example.net/a.svg?v=2', documentUrl: PAGE },
		'bytes format, crop fallback',
	],
	[
		'a public animation',
		{ address: 'https://cdn.example.net/a.GIF', documentUrl: PAGE },
		'bytes format, crop fallback',
	],
])('%s', (_what, place, order) => {
	const ways = waysToImage(place).map(({ way, because }) => `${way} ${because}`);
	expect(ways.join(', ')).toBe(order);
});
