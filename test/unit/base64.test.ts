import fc from 'fast-check';
import { joinBase64 } from '../../client/audio/base64';

test('joins one text cut anywhere, and texts of their own', () => {
	fc.assert(
		fc.property(fc.array(fc.uint8Array({ maxLength: 20 })), fc.nat(40), (parts, cut) => {
			const whole = Buffer.concat(parts);
			const own = parts.map((part) => Buffer.from(part).toString('base64'));
			const one = whole.toString('base64');
			expect(Buffer.from(joinBase64(own))).toEqual(whole);
			expect(Buffer.from(joinBase64([one.slice(0, cut), one.slice(cut)]))).toEqual(whole);
		}),
	);
});
