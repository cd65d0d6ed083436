import type { INodeExecutionData } from 'n8n-workflow';
import {
	callOperation,
	generateSongsAtOnce,
	LYRICS_PATH,
	SONGS_PATH,
	type JsonObject,
	type Operation,
	type Songs,
} from '../../../../client';
import { presentFiles } from '../../generated-files';
import { lyricsJob, runJob, songsJob } from '../../jobs';
import type { Item } from '../../operation';

/** What a song is made from at the older endpoints. */
export type SongSource = 'idea' | 'lyrics';

/** One of the older endpoints for songs, none of which takes a model. */
export interface SongEndpoint {
	readonly path: string;
	readonly description: string;
	/** The body's name for an idea of the song, and for its lyrics, where the endpoint takes them. */
	readonly idea?: string;
	readonly lyrics?: string;
	run(item: Item, body: JsonObject): Promise<INodeExecutionData[]>;
}

/** Which endpoint makes what, and under which name it takes the text. */
export const SONG_ENDPOINTS: readonly SongEndpoint[] = [
	{
		path: SONGS_PATH,
		description: 'Songs that are waited for, or fetched later',
		idea: 'gpt_description_prompt',
		lyrics: 'prompt',
		run: async (item, body) => await runJob(item, songsJob, body),
	},
	{
		path: LYRICS_PATH,
		description:
			'Title and lyrics only. The API tells them once: a second Job > Get finds nothing.',
		idea: 'prompt',
		run: async (item, body) => await runJob(item, lyricsJob, body),
	},
	{
		path: '/generate',
		description: 'Songs while the request waits, up to 100 seconds',
		idea: 'prompt',
		run: async (item, body) => await singAtOnce(item, generateSongsAtOnce['/generate'], body),
	},
	{
		path: '/generate/custom-mode',
		description: 'Songs while the request waits, up to 100 seconds',
		lyrics: 'prompt',
		run: async (item, body) =>
			await singAtOnce(item, generateSongsAtOnce['/generate/custom-mode'], body),
	},
];

/** Those whose answer is a job. */
export const JOB_PATHS = [SONGS_PATH, LYRICS_PATH];

/** Those that make songs, not lyrics alone. */
export const AUDIO_PATHS = SONG_ENDPOINTS.map(({ path }) => path).filter(
	(path) => path !== LYRICS_PATH,
);

async function singAtOnce(
	item: Item,
	operation: Operation<JsonObject, Songs>,
	body: JsonObject,
): Promise<INodeExecutionData[]> {
	const { output, call } = await callOperation(item.ports, operation, body);
	const naming = { baseName: 'music', fallbackMimeType: 'audio/mpeg' };
	return [await presentFiles(item, { files: output.songs, body: output.body, call, ...naming })];
}
