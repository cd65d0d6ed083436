import {
	askedAudioType,
	callOperation,
	synthesizeSpeech,
	type HttpResponse,
	type Ports,
} from '../../client';
import { failureOf, fakePorts } from '../unit/fake-ports';
import { speech } from './documented';
import { describeRequests } from './media-requests';

const INPUT = { model: 'some/model', text: 'Hi' };

describeRequests('speech: synthesize', speech, synthesizeSpeech.request, {
	model: 'elevenlabs/v3_alpha',
	least: { text: 'Hi' },
});

test('a script takes the place of the text', () => {
	const body = { model: 'some/model', script: 'Speaker 1: Hi' };
	expect(synthesizeSpeech.request(body).body).toEqual(body);
	expect(() => synthesizeSpeech.request({ model: 'some/model' })).toThrow(/^text: /);
});

test.each(speech.samples.filter(({ response }) => response))(
	'$model: the documented answer is read',
	async ({ body, response }) => {
		const { output, call } = await callOperation(
			fakePorts([{ body: response }]),
			synthesizeSpeech,
			body,
		);
		expect(output.audio.url).toMatch(/^https:\/\/files\.example\/media\.(mp3|wav)$/);
		const { meta } = response as { meta: { usage: { credits_used: number } } };
		expect(call.creditsUsed).toBe(meta.usage.credits_used);
	},
);

test.each([
	['a URL', 'https://files.example/a.mp3', { url: 'https://files.example/a.mp3' }],
	['base64', 'SUQzBAAAAAA=', { base64: 'SUQzBAAAAAA=' }],
	['a data URL', 'data:audio/wav;base64,UklGRg==', { base64: 'UklGRg==', mimeType: 'audio/wav' }],
])('audio that is %s alone is read', async (_name, audio, expected) => {
	const ports = fakePorts([{ body: { audio } }]);
	const { output } = await callOperation(ports, synthesizeSpeech, INPUT);
	expect(output.audio).toEqual({ ...expected, details: {} });
});

/** Ports whose answer is these bytes of this type. */
function answering(type: string, bytes: Uint8Array): Ports {
	const response: HttpResponse = {
		status: 201,
		headers: { 'content-type': type },
		text: () => Buffer.from(bytes).toString('utf8'),
		bytes: () => bytes,
	};
	return { ...fakePorts([]), transport: { send: async () => response } };
}

test.each([
	['audio/mpeg', { mimeType: 'audio/mpeg' }],
	['audio/wav; codecs=1', { mimeType: 'audio/wav' }],
	['application/octet-stream', {}],
])('an answer of type %s is the audio itself', async (type, expected) => {
	const bytes = Uint8Array.of(0xff, 0xfb, 0x90, 0x64);
	const { output } = await callOperation(answering(type, bytes), synthesizeSpeech, INPUT);
	expect(output.audio).toEqual({ bytes, ...expected, details: {} });
});

test.each([
	['an empty file', 'audio/mpeg', ''],
	['a page', 'text/html', '<html>Welcome</html>'],
	['JSON without audio', 'application/json', '{"audio":null}'],
	['JSON with a sentence', 'application/json', '{"audio":"the voice is not available"}'],
	['JSON with a word', 'application/json', '{"audio":"unavailable"}'],
	['JSON with empty audio', 'application/json', '{"audio":{"url":""}}'],
])('%s is no success', async (_name, type, text) => {
	const ports = answering(type, Buffer.from(text));
	const error = await failureOf(() => callOperation(ports, synthesizeSpeech, INPUT));
	expect(error).toMatchObject({ code: 'unexpected-response' });
});

test.each([
	[{ encoding: 'linear16', container: 'wav' }, 'audio/wav'],
	[{ container: 'wav', encoding: 'linear16' }, 'audio/wav'],
	[{ encoding: 'mulaw' }, 'audio/basic'],
	[{ output_format: 'mp3_44100_128' }, 'audio/mpeg'],
	[{ audio_setting: { format: 'flac' } }, 'audio/flac'],
	[{ voice: 'mp3' }, undefined],
])('%j asks for %s', (body, type) => {
	expect(askedAudioType(body)).toBe(type);
});
