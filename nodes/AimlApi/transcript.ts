import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { AimlApiError, toSubtitles, type SubtitleFormat, type Transcription } from '../../client';
import { storeFile } from './generated-files';
import type { CompletedJob } from './jobs';
import { outputItem, type Item } from './operation';

const SUBTITLE_TYPES: Readonly<Record<SubtitleFormat, string>> = {
	srt: 'application/x-subrip',
	vtt: 'text/vtt',
};

/** What a transcription is delivered as. */
export const outputFormatField: INodeProperties = {
	displayName: 'Output Format',
	name: 'outputFormat',
	type: 'options',
	options: [
		{
			name: 'SRT Subtitles',
			value: 'srt',
			description: 'Beside the text and the words, as text and as file',
		},
		{
			name: 'Text and Words',
			value: 'text',
			description: 'With times in seconds and speakers, where the model tells them',
		},
		{
			name: 'WebVTT Subtitles',
			value: 'vtt',
			description: 'Beside the text and the words, as text and as file',
		},
	],
	default: 'text',
	description: 'What the transcript is delivered as',
};

/** A transcription that is there; without a job when the answer came at once. */
type Finished = Omit<CompletedJob<Transcription>, 'job'> & Partial<CompletedJob<Transcription>>;

/** The same for a job of any kind. */
export const transcriptFormatField: INodeProperties = {
	...outputFormatField,
	displayName: 'Transcript Format',
	description: 'What a transcription is delivered as. For any other job it says nothing.',
};

/**
 * A transcription as an item, with subtitles when they are wanted.
 * @throws AimlApiError with the text when subtitles are wanted and the model told no times
 */
export async function presentTranscription(
	item: Item,
	{ job, output, body, call }: Finished,
): Promise<INodeExecutionData> {
	const { context, itemIndex } = item;
	const simplify = context.getNodeParameter('simplify', itemIndex, true);
	const result = simplify ? { status: 'completed', ...output } : body;
	const format = context.getNodeParameter('outputFormat', itemIndex, 'text');
	const reference = job && { job };
	if (format !== 'srt' && format !== 'vtt')
		return outputItem(item, { ...result, ...reference }, call);

	const subtitles = toSubtitles(output, format);
	if (subtitles === undefined)
		throw new AimlApiError(
			'unexpected-response',
			'The speech was transcribed, but the model tells no times, so that no subtitles can be made.',
			{
				hint: `It is paid for: the text is “${output.text}”. Choose another model for subtitles.`,
			},
		);
	const mimeType = SUBTITLE_TYPES[format];
	const file = { bytes: new TextEncoder().encode(subtitles), mimeType, details: {} };
	const naming = { baseName: 'subtitles', fallbackMimeType: mimeType };
	const { binary } = await storeFile(item, file, naming, call);
	return outputItem(item, { ...result, [format]: subtitles, ...reference }, call, binary);
}
