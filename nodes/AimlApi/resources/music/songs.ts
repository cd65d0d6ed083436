import type { INodeExecutionData } from 'n8n-workflow';
import { invalidInput, mergeBody, SONGS_PATH, type JsonObject } from '../../../../client';
import { readJsonObject, readOptions, readText } from '../../fields';
import type { Item } from '../../operation';
import { AUDIO_PATHS, SONG_ENDPOINTS, type SongSource } from './song-endpoints';

/** Songs or lyrics, at the endpoint that was chosen. */
export async function makeSongs(item: Item, source: SongSource): Promise<INodeExecutionData[]> {
	const path = readText(item, 'songEndpoint') || SONGS_PATH;
	const endpoint = SONG_ENDPOINTS.find(
		(known) => known.path === path && known[source] !== undefined,
	);
	const name = endpoint?.[source];
	if (!endpoint || !name) throw invalidInput('songEndpoint', `“${path}” takes no ${source}.`);
	const own = { [name]: readText(item, source).trim(), ...readWishes(item, source, path) };
	const body = mergeBody(
		Object.fromEntries(Object.entries(own).filter(([, value]) => value !== '')),
		readJsonObject('extraBody', readOptions(item).extraBody),
	);
	if (!body[name]) throw invalidInput(source, 'is required and is empty.');
	return await endpoint.run(item, body);
}

function readWishes(item: Item, source: SongSource, path: string): JsonObject {
	const { context, itemIndex } = item;
	const instrumental =
		AUDIO_PATHS.includes(path) &&
		context.getNodeParameter('instrumental', itemIndex, false) === true;
	const wishes = { ...(instrumental && { make_instrumental: true }) };
	if (source === 'idea') return wishes;
	const title = readText(item, 'title');
	const tags = readText(item, 'tags');
	const clip = path === SONGS_PATH ? readText(item, 'continueClipId').trim() : '';
	return { ...wishes, title, tags, ...(clip && { continue_clip_id: clip, ...readStart(item) }) };
}

function readStart({ context, itemIndex }: Item): JsonObject {
	const seconds = Number(context.getNodeParameter('continueAt', itemIndex, 0));
	if (!Number.isFinite(seconds) || seconds < 0)
		throw invalidInput('continueAt', 'must be a number of seconds, 0 or more.');
	return { continue_at: seconds };
}
