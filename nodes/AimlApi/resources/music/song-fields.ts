import type { INodeProperties } from 'n8n-workflow';
import { SONGS_PATH } from '../../../../client';
import { simplifyField } from '../../fields';
import { waitForCompletionField } from '../../jobs';
import { showWhen } from '../../show-when';
import { AUDIO_PATHS, JOB_PATHS, SONG_ENDPOINTS, type SongSource } from './song-endpoints';

const endpointField = (source: SongSource): INodeProperties => {
	const options = SONG_ENDPOINTS.filter((endpoint) => endpoint[source] !== undefined);
	return {
		displayName: 'Endpoint',
		name: 'songEndpoint',
		type: 'options',
		options: options.map(({ path, description }) => ({ name: path, value: path, description })),
		default: SONGS_PATH,
		description: 'Where the request goes',
	};
};

const text = (displayName: string, name: string, rest: Partial<INodeProperties>) => ({
	displayName,
	name,
	type: 'string' as const,
	default: '',
	...rest,
});

/** The fields of both sources. */
export const songFields: readonly INodeProperties[] = [
	...showWhen(
		'generateFrom',
		['idea'],
		endpointField('idea'),
		text('Idea', 'idea', {
			typeOptions: { rows: 2 },
			placeholder: 'e.g. A cheerful song about frogs',
			description: 'What the song, or its lyrics, shall be about',
		}),
	),
	...showWhen(
		'generateFrom',
		['lyrics'],
		endpointField('lyrics'),
		text('Lyrics', 'lyrics', {
			typeOptions: { rows: 4 },
			placeholder: 'e.g. [Verse] Streetlights flicker, the night breeze sighs',
			description:
				'What to sing. Verses, choruses and bridges are marked by [Verse], [Chorus], [Bridge].',
		}),
		text('Title', 'title', { placeholder: 'e.g. Streetlights' }),
		text('Tags', 'tags', {
			placeholder: 'e.g. pop rock electric',
			description: 'The style, in a few words',
		}),
		...showWhen(
			'songEndpoint',
			[SONGS_PATH],
			text('Continue Clip ID', 'continueClipId', {
				description: 'The song these lyrics go on with, if any',
			}),
			{
				displayName: 'Continue At (Seconds)',
				name: 'continueAt',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 0,
				description: 'Where in that song they begin',
				displayOptions: { hide: { continueClipId: [''] } },
			},
		),
	),
	...showWhen(
		'generateFrom',
		['idea', 'lyrics'],
		...showWhen('songEndpoint', AUDIO_PATHS, {
			displayName: 'Instrumental',
			name: 'instrumental',
			type: 'boolean',
			default: false,
			description: 'Whether to leave the voice out',
		}),
		...showWhen('songEndpoint', JOB_PATHS, waitForCompletionField),
		simplifyField,
	),
];
