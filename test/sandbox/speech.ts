/** A tone as a WAV file: 8 kHz, mono, 16 bit, a twentieth of a second for each word. */
export function speak(text: string): Buffer {
	const rate = 8000;
	const samples = Math.max(1, text.split(/\s+/).length) * (rate / 20);
	const wav = Buffer.alloc(44 + 2 * samples);
	wav.write('RIFF', 0);
	wav.writeUInt32LE(36 + 2 * samples, 4);
	wav.write('WAVEfmt ', 8);
	wav.writeUInt32LE(16, 16);
	wav.writeUInt16LE(1, 20);
	wav.writeUInt16LE(1, 22);
	wav.writeUInt32LE(rate, 24);
	wav.writeUInt32LE(2 * rate, 28);
	wav.writeUInt16LE(2, 32);
	wav.writeUInt16LE(16, 34);
	wav.write('data', 36);
	wav.writeUInt32LE(2 * samples, 40);
	for (let index = 0; index < samples; index++)
		wav.writeInt16LE(
			Math.round(8000 * Math.sin((index * 2 * Math.PI * 440) / rate)),
			44 + 2 * index,
		);
	return wav;
}
