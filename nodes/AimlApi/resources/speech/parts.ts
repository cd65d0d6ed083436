import { createHash } from 'crypto';
import {
	AimlApiError,
	callOperation,
	isAimlApiError,
	sumCalls,
	synthesizeSpeech,
	type AudioFile,
	type Call,
	type GeneratedMedia,
	type JsonObject,
} from '../../../../client';
import { loadMedia, storeMedia } from '../../../shared/binary';
import type { Item } from '../../operation';

/** A part of a long text that was spoken. */
export interface SpokenPart {
	readonly text: string;
	readonly audio: GeneratedMedia;
	readonly file: AudioFile;
	readonly call: Call;
}

/** Parts of one text that are spoken at the same time. */
const CONCURRENCY = 4;

/** What is paid for of a part before anything can fail. */
interface PaidPart {
	readonly index: number;
	readonly audio: GeneratedMedia;
	readonly call: Call;
}

/**
 * Speaks the parts of a text side by side and returns them in order. After a failure no further
 * part is started; a further try of the node speaks only what is missing.
 *
 * @throws AimlApiError that tells which parts were paid for, and where their files are
 */
export async function speakParts(
	item: Item,
	body: JsonObject,
	texts: readonly string[],
): Promise<SpokenPart[]> {
	const parts: SpokenPart[] = [];
	const paid: PaidPart[] = [];
	let failure: { readonly index: number; readonly error: unknown } | undefined;
	let next = 0;

	const speak = async (index: number) => {
		// Ends here when the user, or the failure of another item, stopped the work.
		await item.ports.clock.sleep(0);
		const text = texts[index]!;
		const ports = item.portsFor(`part ${index} ${hashOf(text)}`);
		const { output, call } = await callOperation(ports, synthesizeSpeech, { ...body, text });
		const { audio } = output;
		paid.push({ index, audio, call });
		parts[index] = { text, audio, file: await loadMedia(item.context, item.ports, audio), call };
	};
	const worker = async () => {
		while (next < texts.length && !failure) {
			const index = next++;
			await speak(index).catch((error: unknown) => {
				failure ??= { index, error };
			});
		}
	};
	await Promise.all(Array.from({ length: Math.min(CONCURRENCY, texts.length) }, worker));
	if (failure) throw partFailed(failure, texts.length, paid, await storeParts(item, paid));
	return parts;
}

function partFailed(
	{ index, error }: { readonly index: number; readonly error: unknown },
	count: number,
	paid: readonly PaidPart[],
	files: readonly JsonObject[],
): unknown {
	if (!isAimlApiError(error)) return error;
	const { costUsd } = sumCalls(
		paid.map(({ call }) => call),
		0,
	);
	const urls = paid.flatMap(({ audio }) => audio.url ?? []);
	const cost = costUsd === undefined ? '' : ` ($${costUsd})`;
	const hint = [
		`${paid.length} of ${count} parts of the text were spoken and paid for${cost}.`,
		urls.length > 0 && `Their files: ${urls.join(', ')}`,
		error.details.hint,
	];
	return new AimlApiError(error.code, `Part ${index + 1} of ${count}: ${error.message}`, {
		...error.details,
		paid: files,
		hint: hint.filter(Boolean).join(' '),
	});
}

/** Where each part is: its URL, or a reference to its file in n8n's binary store. */
async function storeParts(item: Item, parts: readonly PaidPart[]): Promise<JsonObject[]> {
	return await Promise.all(
		parts.map(async ({ index, audio }) => {
			const part = index + 1;
			if (audio.url) return { part, url: audio.url };
			const naming = { baseName: `speech-${part}`, fallbackMimeType: 'audio/mpeg' };
			// The failure to be told is that of the speech.
			const binary = await storeMedia(item.context, item.ports, audio, naming).catch(() => null);
			return binary ? { part, binary } : { part };
		}),
	);
}

function hashOf(text: string): string {
	return createHash('sha256').update(text).digest('base64').slice(0, 12);
}
