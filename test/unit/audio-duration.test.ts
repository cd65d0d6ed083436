import { audioDuration } from '../../client';
import { makeAudio } from '../sandbox/audio';

test.each(['wav', 'mp3'] as const)('tells how long a file of the type %s is', (format) => {
	expect(audioDuration(makeAudio(format, 12).bytes)).toBeCloseTo(12, 0);
});

test.each([
	['another format', makeAudio('flac', 12).bytes],
	['no recording', Buffer.from('x')],
	['an MP3 file that is cut up', Buffer.concat([makeAudio('mp3', 1).bytes, Buffer.alloc(300)])],
	['a WAV file without samples', makeAudio('wav', 1).bytes.subarray(0, 30)],
])('does not guess at %s', (_, bytes) => {
	expect(audioDuration(bytes)).toBeUndefined();
});
