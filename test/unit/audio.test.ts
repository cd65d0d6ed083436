import fc from 'fast-check';
import { askedAudioType, guessMimeType, joinAudio, splitText } from '../../client';
import { makeAudio } from '../sandbox/audio';

describe('splitText', () => {
	test('cuts at the ends of sentences, as late as the limit allows', () => {
		const text = 'One is here. Two is here! Three is here? Four.';
		expect(splitText(text, 26)).toEqual(['One is here. Two is here!', 'Three is here? Four.']);
	});

	test('takes no hard line break for the end of a sentence', () => {
		const text = 'A sentence that is\nbroken over lines. And another.';
		expect(splitText(text, 40)).toEqual(['A sentence that is\nbroken over lines.', 'And another.']);
	});

	test('knows sentences of other scripts', () => {
		expect(splitText('今日は晴れです。明日は雨です。', 10)).toEqual([
			'今日は晴れです。',
			'明日は雨です。',
		]);
	});

	test('cuts a sentence that is too long between words, and a word between letters', () => {
		expect(splitText('some words without an end', 12)).toEqual(['some words', 'without an', 'end']);
		expect(splitText('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
	});

	test('never cuts a letter in two', () => {
		expect(splitText('👩‍👩‍👧👩‍👩‍👧', 8)).toEqual(['👩‍👩‍👧', '👩‍👩‍👧']);
	});

	test('keeps every word in order and every part under the limit', () => {
		const text = fc.string({
			unit: fc.constantFrom('word ', 'a', '. ', '\n', '! ', '漢。'),
			maxLength: 300,
		});
		fc.assert(
			fc.property(text, fc.integer({ min: 5, max: 60 }), (whole, limit) => {
				const parts = splitText(whole, limit);
				expect(parts.join('').replace(/\s/g, '')).toBe(whole.replace(/\s/g, ''));
				for (const part of parts) expect(part.length).toBeLessThanOrEqual(limit);
			}),
		);
	});
});

describe('joinAudio', () => {
	const join = (...files: Array<{ bytes: Uint8Array; mimeType?: string }>) => joinAudio(files);

	test('writes one WAV header before the samples of all', () => {
		const joined = join(makeAudio('wav', 0.1), makeAudio('wav', 0.2))!;
		const bytes = Buffer.from(joined.bytes);
		expect(joined.mimeType).toBe('audio/wav');
		expect(bytes.length).toBe(44 + (800 + 1600) * 2);
		expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
		expect(bytes.readUInt32LE(40)).toBe(bytes.length - 44);
		expect(bytes.subarray(44, 44 + 1600)).toEqual(makeAudio('wav', 0.1).bytes.subarray(44));
		expect(bytes.indexOf('RIFF', 4, 'latin1')).toBe(-1);
	});

	test('skips other chunks, and believes no size that a stream wrote before its end', () => {
		const { bytes } = makeAudio('wav', 0.1);
		const list = Buffer.from('LIST\x04\x00\x00\x00abcd', 'latin1');
		const withList = Buffer.concat([bytes.subarray(0, 36), list, bytes.subarray(36)]);
		const endless = Buffer.from(bytes);
		endless.writeUInt32LE(0xffffffff, 40);
		const unsized = Buffer.from(bytes);
		unsized.writeUInt32LE(0, 40);
		const joined = join({ bytes: withList }, { bytes: endless }, { bytes: unsized })!;
		expect(joined.bytes.length).toBe(44 + 3 * 1600);
	});

	test('joins no WAV files whose samples are coded in two ways', () => {
		const other = Buffer.from(makeAudio('wav', 0.1).bytes);
		other.writeUInt32LE(16_000, 24);
		expect(join(makeAudio('wav', 0.1), { bytes: other })).toBeUndefined();
	});

	test('leaves of MP3 files only the frames that sound', () => {
		const tail = Buffer.alloc(128);
		tail.write('TAG', 'latin1');
		const { bytes } = makeAudio('mp3', 0.1);
		const joined = join({ bytes: Buffer.concat([bytes, tail]) }, { bytes })!;
		const frames = Buffer.from(joined.bytes);
		expect(joined.mimeType).toBe('audio/mpeg');
		expect(frames.toString('latin1')).not.toMatch(/ID3|TAG|Info/);
		expect(frames.length).toBe(2 * 4 * 417);
		for (let at = 0; at < frames.length; at += 417)
			expect(frames.readUInt32BE(at)).toBe(0xfffb9064);
	});

	test('puts raw samples one after the other, whatever they begin with', () => {
		const joined = join(
			{ bytes: Buffer.from('ID3'), mimeType: 'audio/pcm' },
			{ bytes: Buffer.from('fLaC'), mimeType: 'audio/pcm' },
		)!;
		expect(Buffer.from(joined.bytes).toString()).toBe('ID3fLaC');
	});

	test.each([
		['FLAC', [makeAudio('flac', 1), makeAudio('flac', 1)]],
		['two formats', [makeAudio('wav', 0.1), makeAudio('mp3', 0.1)]],
		['unknown bytes', [{ bytes: Buffer.from('?') }, { bytes: Buffer.from('?') }]],
		['nothing', []],
	])('does not join %s', (_name, files) => {
		expect(joinAudio(files)).toBeUndefined();
	});
});

test.each<[string, object, string | undefined]>([
	['a plain name', { response_format: 'mp3' }, 'audio/mpeg'],
	['a name with a rate', { output_format: 'pcm_24000' }, 'audio/pcm'],
	['an encoding', { encoding: 'linear16' }, 'audio/pcm'],
	['a setting', { audio_setting: { format: 'wav' } }, 'audio/wav'],
	['nothing', { text: 'wav', voice: 'mp3' }, undefined],
])('askedAudioType reads %s', (_name, body, expected) => {
	expect(askedAudioType({ ...body })).toBe(expected);
});

test.each([
	['wav', 'audio/wav'],
	['mp3', 'audio/mpeg'],
	['flac', 'audio/flac'],
] as const)('the first bytes of %s tell its type, in base64 too', (format, mimeType) => {
	const { bytes } = makeAudio(format, 0.1);
	expect(guessMimeType({ bytes })).toBe(mimeType);
	expect(guessMimeType({ base64: bytes.toString('base64') })).toBe(mimeType);
});
