import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import {
	AimlApiError,
	extendVideo,
	generateMusic,
	generateSongs,
	generateVideo,
	generateVideoAt,
	invalidInput,
	isAimlApiError,
	mergeCalls,
	startJob,
	transcribeSpeech,
	waitForJob,
	withoutCost,
	writeLyrics,
	type Call,
	type ErrorCode,
	type GeneratedMedia,
	type Job,
	type JobOperation,
	type JsonObject,
	type Lyrics,
	type Transcription,
	type TranscriptionInput,
} from '../../client';
import { notStored } from '../shared/download';
import { readJson, readWaitOptions, simplifyField } from './fields';
import { presentFiles } from './generated-files';
import { outputItem, type Item } from './operation';
import { responseJob } from './resources/chat/response-job';
import { runJobs } from './resources/run/run-result';
import { presentTranscription } from './transcript';

/** A job's end: what it made, and what it was and cost. */
export interface CompletedJob<Output> {
	readonly job: Job;
	readonly output: Output;
	/** The API's own answer. */
	readonly body: JsonObject;
	readonly call: Call;
}

/** An asynchronous operation as the node runs it: the client's operation, and its result as an item. */
export interface NodeJob<Input, Output> {
	readonly operation: JobOperation<Input, Output>;
	present(item: Item, completed: CompletedJob<Output>): Promise<INodeExecutionData>;
}

/** One generated file, or several. */
type Media = GeneratedMedia | readonly GeneratedMedia[];

/** A job that makes files. */
export type MediaJob<Input = JsonObject> = NodeJob<Input, Media>;

function mediaJob<Input>(
	operation: JobOperation<Input, Media>,
	fallbackMimeType: string,
): MediaJob<Input> {
	const baseName = operation.name.split(':')[0]!;
	return {
		operation,
		present: async (item, { output, ...completed }) =>
			await presentFiles(item, {
				...completed,
				files: [output].flat(),
				baseName,
				fallbackMimeType,
			}),
	};
}

export const musicJob = mediaJob(generateMusic, 'audio/mpeg');

export const transcriptionJob: NodeJob<TranscriptionInput, Transcription> = {
	operation: transcribeSpeech,
	present: presentTranscription,
};

export const videoJob = mediaJob(generateVideo, 'video/mp4');

/** The same at the older endpoints. */
export const olderVideoJobs = generateVideoAt.map((operation) => mediaJob(operation, 'video/mp4'));

export const extendVideoJob = mediaJob(extendVideo, 'video/mp4');

export const songsJob = mediaJob(generateSongs, 'audio/mpeg');

export const lyricsJob: NodeJob<JsonObject, Lyrics> = {
	operation: writeLyrics,
	present: async (item, { output, body, job, call }) => {
		const simplify = item.context.getNodeParameter('simplify', item.itemIndex, true);
		const json = simplify ? { status: 'completed', ...output } : body;
		return outputItem(item, { ...json, job }, call);
	},
};

/** Every asynchronous operation, by the name its jobs carry. */
export const JOBS: Readonly<Record<string, NodeJob<never, unknown>>> = Object.fromEntries(
	[
		videoJob,
		musicJob,
		transcriptionJob,
		responseJob,
		...runJobs,
		...olderVideoJobs,
		extendVideoJob,
		songsJob,
		lyricsJob,
	].map((job) => [job.operation.name, job as NodeJob<never, unknown>]),
);

/** Wait here, or return the job at once. */
export const waitForCompletionField: INodeProperties = {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	default: true,
	description:
		'Whether to wait until the result is there. Otherwise the item carries the job, and Job > Get or Job > Wait fetches its result later.',
};

/** Simplify, for a result that is waited for. */
export const simplifyResultField: INodeProperties = {
	...simplifyField,
	displayOptions: { show: { waitForCompletion: [true] } },
};

/** The fields that name a job. */
export const jobFields: readonly INodeProperties[] = [
	{
		displayName: 'Job',
		name: 'job',
		type: 'string',
		default: '={{ $json.job ?? $json.error?.job }}',
		placeholder: 'e.g. {{ $json.job }}',
		description:
			'The job of an earlier item, or its ID. Older endpoints also take several IDs, separated by commas.',
		hint: 'Takes also what the custom data of a stopped execution says under aimlapi_jobs',
	},
	{
		displayName: 'Job Operation',
		name: 'jobOperation',
		type: 'options',
		options: Object.keys(JOBS)
			.map((value) => ({ name: jobOperationName(value), value }))
			.sort((a, b) => a.name.localeCompare(b.name)),
		default: 'video:generate',
		// What is written out as an object or as a note says it itself; of an expression n8n knows no value.
		displayOptions: { hide: { job: [{ _cnd: { regex: '^\\s*(\\{|(job )?\\w+:\\S+\\s)' } }] } },
		description: 'What started the job. It counts only when Job is an ID and nothing else.',
	},
];

/** A job of which this is told will never have a result: a further try starts another one. */
const DEAD: readonly ErrorCode[] = ['job-failed', 'not-found'];

/** Submits a job and, when the user wants to wait, returns its result; otherwise the job itself. */
export async function runJob<Input, Output>(
	item: Item,
	{ operation, present }: NodeJob<Input, Output>,
	input: Input,
): Promise<INodeExecutionData[]> {
	const { context, itemIndex, memory, ports } = item;
	const wait = readWaitOptions(item);
	const waits = context.getNodeParameter('waitForCompletion', itemIndex, true) as boolean;
	const { job, call: start } = await startOnce(item, operation, input);
	if (!waits) return [queued(item, job, start)];
	const { output: completed, call: end } = await waitForJob(ports, operation, job, wait).catch(
		(error: unknown) => {
			if (isAimlApiError(error) && DEAD.includes(error.code)) memory.forget();
			throw error;
		},
	);
	const call = mergeCalls(start, end);
	return [await withJob(job, present(item, { ...completed, job, call }))];
}

/**
 * A job that goes on. It is charged once it is completed, and its cost stands with its result, so that a sum
 * over all items is right.
 */
function queued(item: Item, job: Job, start: Call): INodeExecutionData {
	const expected = start.costUsd !== undefined && { expectedCostUsd: start.costUsd };
	return outputItem(item, { status: 'queued', job, ...expected }, withoutCost(start));
}

/**
 * What becomes of a job that is finished.
 * @throws AimlApiError with the job, whatever goes wrong with its result: it is paid for
 */
export async function withJob<Result>(job: Job, presenting: Promise<Result>): Promise<Result> {
	return await presenting.catch((error: unknown) => {
		const { code, message, details } = isAimlApiError(error) ? error : notStored(error);
		const hint = [details.hint, 'Job > Get fetches the result of the job again.'];
		throw new AimlApiError(code, message, {
			...details,
			job,
			hint: hint.filter(Boolean).join(' '),
		});
	});
}

/** Submits a job, unless an earlier try of this run has submitted it already. */
async function startOnce<Input, Output>(
	item: Item,
	operation: JobOperation<Input, Output>,
	input: Input,
): Promise<{ job: Job; call: Call }> {
	const { context, memory, ports } = item;
	const { job: known } = memory.recall();
	if (known?.job.operation === operation.name) return known;
	const started = await startJob(ports, operation, input);
	memory.remember({ job: started });
	noteJob(context, started.job);
	return started;
}

/** So many texts of so many characters n8n keeps with an execution without a complaint. */
const NOTES = 10;
const NOTE_LENGTH = 255;

/**
 * Notes a job in the execution's custom data: what a node throws after the user has stopped the
 * execution is not saved, this is. A note holds the jobs of one operation: `video:generate ID, ID …`.
 */
function noteJob(context: IExecuteFunctions, { operation, id }: Job): void {
	const { customData } = context.getWorkflowDataProxy(0).$execution as {
		customData?: { get(key: string): string | undefined; set(key: string, value: string): void };
	};
	for (let number = 1; number <= NOTES; number++) {
		const name = number === 1 ? 'aimlapi_jobs' : `aimlapi_jobs_${number}`;
		const before = customData?.get(name);
		if (!before) return customData?.set(name, `${operation} ${id}`);
		const note = `${before}, ${id}`;
		if (before.startsWith(`${operation} `) && note.length <= NOTE_LENGTH)
			return customData?.set(name, note);
	}
}

/** A job, and how it is asked for. */
interface NamedJob {
	readonly job: Job;
	readonly nodeJob: NodeJob<never, unknown>;
}

/** A note of custom data, as an error shows it too: `video:generate ID, ID …`. */
const NOTE = /^(?:job )?(\w+:\S+)\s+(.+)$/s;

/**
 * The jobs an item names: as an object, as its JSON, as a note of the execution's custom data, which may
 * name several, or as an id with Job Operation.
 */
export function readJobs(item: Item): NamedJob[] {
	const given = item.context.getNodeParameter('job', item.itemIndex, '') as unknown;
	const reference =
		typeof given === 'string' && given.trim().startsWith('{') ? readJson('job', given) : given;
	if (typeof reference !== 'string') return [namedJob((reference ?? {}) as Job, 'job.operation')];
	const [, operation = '', ids = ''] = NOTE.exec(reference.trim()) ?? [];
	if (operation in JOBS)
		return ids.split(/,\s+/).map((id) => namedJob({ operation, id }, 'job.operation'));
	const chosen = item.context.getNodeParameter('jobOperation', item.itemIndex, '') as string;
	return [namedJob({ operation: chosen, id: reference.trim() }, 'jobOperation')];
}

function namedJob(job: Job, field: string): NamedJob {
	if (typeof job.id !== 'string' || job.id === '')
		throw invalidInput('job', 'must be the job of an earlier item, or its ID.');
	const nodeJob = JOBS[job.operation];
	if (!nodeJob)
		throw invalidInput(field, `“${job.operation}” is none of ${Object.keys(JOBS).join(', ')}.`);
	return { job, nodeJob };
}

/** Runs one after another, in the order of the note: the file of each is stored under the same name. */
export async function forEachJob(
	item: Item,
	run: (named: NamedJob) => Promise<INodeExecutionData>,
): Promise<INodeExecutionData[]> {
	const results: INodeExecutionData[] = [];
	for (const named of readJobs(item)) results.push(await run(named));
	return results;
}

/** `run:createThreadAndRun` as `Run: Create Thread And Run`. */
function jobOperationName(name: string): string {
	return name
		.split(':')
		.map((part) => part.charAt(0).toUpperCase() + part.slice(1))
		.join(': ')
		.replace(/([a-z])([A-Z])/g, '$1 $2');
}
