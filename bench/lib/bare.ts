import type { RemotePage } from '../../test/browser/lib/remote-page';
import { median } from './median';

const RUNS = 15;

/** What each of them needs: a way to ask the API, and the tab in front. */
const TOOLS = `
	const { apiKey } = await chrome.storage.session.get('apiKey');
	const [{ id: tabId }] = await chrome.tabs.query({ active: true, currentWindow: true });
	const inPage = async (func) =>
		(await chrome.scripting.executeScript({ target: { tabId }, func }))[0].result;
	const post = (path, body) =>
		fetch('https://api.aimlapi.com' + path, {
			method: 'POST',
			headers: { authorization: 'Bearer ' + apiKey, 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
	const stream = (content) =>
		post('/v1/chat/completions', {
			model: 'gpt-4o-mini',
			stream: true,
			messages: [{ role: 'user', content }],
		});
	const frame = () => new Promise((drawn) => requestAnimationFrame(() => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = drawn;
		port2.postMessage('');
	}));
	/** Resolves with the time of the first sample. */
	const speak = async (text) => {
		const spoken = await (await post('/v1/tts', { model: 'openai/tts-1', voice: 'alloy', text })).json();
		const file = await (await fetch(spoken.audio.url)).blob();
		const audio = new Audio(URL.createObjectURL(file));
		await audio.play();
		while (audio.currentTime <= 0.1) await new Promise((later) => setTimeout(later, 5));
		const heard = performance.now() - audio.currentTime * 1000;
		audio.pause();
		return heard;
	};
	// As after a pause of its user, and not in full swing.
	await new Promise((later) => setTimeout(later, 300));
	const begun = performance.now();
`;

/** The least that a page of the extension could do for the same, without checks, state or care. */
const BARE = {
	firstWords: `
		const response = await stream(await inPage(() => document.body.innerText));
		const reader = response.body.getReader();
		const decoder = new TextDecoder();
		let said = '';
		while (!/"content":"[^"]/.test(said))
			said += decoder.decode((await reader.read()).value, { stream: true });
		document.title = said.slice(0, 60);
		await frame();
		const time = performance.now() - begun;
		await reader.cancel();
		return time;`,
	pageSpeech: `
		return (await speak((await inPage(() => document.body.innerText)).slice(0, 300))) - begun;`,
	imageSpeech: `
		const url = await inPage(async () => {
			const canvas = document.createElement('canvas');
			const image = document.querySelector('#own');
			[canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
			canvas.getContext('2d').drawImage(image, 0, 0);
			return canvas.toDataURL('image/jpeg');
		});
		const response = await stream([{ type: 'image_url', image_url: { url } }]);
		const words = [...(await response.text()).matchAll(/"content":"([^"]*)"/g)];
		return (await speak(words.map(([, word]) => word).join('').slice(0, 300))) - begun;`,
} as const;

/**
 * The milliseconds of the same without the extension's own work, on this machine and in this run: what a
 * figure is to be compared with. Median of some runs in the panel.
 */
export async function timeBare(panel: RemotePage, what: keyof typeof BARE): Promise<number> {
	const times: number[] = [];
	for (let run = 0; run < RUNS; run++)
		times.push(await panel.evaluate<number>(`(async () => { ${TOOLS} ${BARE[what]} })()`));
	return median(times);
}
