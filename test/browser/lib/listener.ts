/// <reference types="chrome" />
import { RemotePage } from './remote-page';
import type { Scene } from './scene';
import { waitFor } from './wait';

/** One audio file as it was played in the offscreen document. */
export interface HeardSound {
	/** Media events in their order, with the time in the document (milliseconds) and in the sound (seconds). */
	readonly events: ReadonlyArray<{
		readonly type: string;
		readonly at: number;
		readonly time: number;
	}>;
	/** Seconds. */
	readonly duration: number;
	readonly time: number;
	/** Seconds that were really played through. */
	readonly played: number;
	readonly speed: number;
	readonly pitchStays: boolean;
	/** The loudest sample, 0 to 1. */
	readonly peak: number;
}

/** Notes what every audio element of the document does; the signal is tapped, not rerouted. */
const LISTEN = `(() => {
	window.sounds = [];
	const context = new AudioContext();
	const tap = (sound) => {
		const stream = sound.audio.captureStream();
		// One that is only about to play has no signal yet.
		if (stream.getAudioTracks().length === 0) return false;
		const analyser = context.createAnalyser();
		context.createMediaStreamSource(stream).connect(analyser);
		const samples = new Float32Array(analyser.fftSize);
		setInterval(() => {
			analyser.getFloatTimeDomainData(samples);
			for (const sample of samples) sound.peak = Math.max(sound.peak, Math.abs(sample));
		}, 20);
		return true;
	};
	const follow = (audio) => {
		const sound = { audio, events: [], peak: 0 };
		sounds.push(sound);
		for (const type of ['play', 'playing', 'pause', 'ended', 'error'])
			audio.addEventListener(type, () =>
				sound.events.push({ type, at: performance.now(), time: audio.currentTime }));
		audio.addEventListener('playing', () => tap(sound), { once: true });
		if (!audio.paused && tap(sound))
			sound.events.push({ type: 'playing', at: performance.now(), time: audio.currentTime });
	};
	for (const audio of document.querySelectorAll('audio')) follow(audio);
	new MutationObserver((records) => {
		for (const { addedNodes } of records)
			for (const node of addedNodes) if (node instanceof HTMLAudioElement) follow(node);
	}).observe(document.body, { childList: true });
})()`;

const READ = `sounds.map(({ audio, events, peak }) => {
	let played = 0;
	for (let i = 0; i < audio.played.length; i++) played += audio.played.end(i) - audio.played.start(i);
	return { events, peak, played, duration: audio.duration, time: audio.currentTime,
		speed: audio.playbackRate, pitchStays: audio.preservesPitch };
})`;

/** Someone who listens to the offscreen document. */
export interface Listener {
	readonly document: RemotePage;
	/** Every sound since it listens, in the order they were prepared. */
	heard(): Promise<HeardSound[]>;
}

/** Opens the offscreen document before the extension does, and listens to it. */
export async function startOffscreen(scene: Scene): Promise<Listener> {
	const worker = await scene.browser.worker();
	await worker.evaluate(() =>
		chrome.offscreen.createDocument({
			url: 'offscreen/index.html',
			reasons: ['AUDIO_PLAYBACK', 'BLOBS'] as chrome.offscreen.Reason[],
			justification: 'As the extension opens it.',
		}),
	);
	return listen(scene);
}

/** Does what has something read aloud, and listens from before its first sound. */
export async function listenTo(scene: Scene, begin: () => Promise<unknown>): Promise<Listener> {
	const release = scene.api.hold('POST /v1/tts');
	await begin();
	const listener = await listen(scene);
	release();
	return listener;
}

/** Starts to listen as soon as the offscreen document is there. */
export async function listen(scene: Scene): Promise<Listener> {
	const document = await attachOffscreen(scene);
	await document.evaluate(LISTEN);
	return { document, heard: () => document.evaluate<HeardSound[]>(READ) };
}

/** The offscreen document, as soon as it is there. */
export async function attachOffscreen({ browser }: Scene): Promise<RemotePage> {
	const { targetId } = await waitFor('the offscreen document', async () => {
		const { targetInfos } = await browser.cdp.send('Target.getTargets', { filter: [{}] });
		return targetInfos.find(({ url }) => url.includes('/offscreen/'));
	});
	const document = await RemotePage.attach(browser.cdp, targetId);
	await document.until('document.body');
	return document;
}
