import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

/** The model picker's value in By ID mode. */
export function byId(value: string): IDataObject {
	return { __rl: true, mode: 'id', value };
}

/** A question to the default chat model. */
export function ask(prompt: string, more: IDataObject = {}): IDataObject {
	return {
		resource: 'chat',
		operation: 'complete',
		model: byId('gpt-4o-mini'),
		inputMode: 'prompt',
		prompt,
		...more,
	};
}

/** A picture from the default image model. */
export function draw(prompt: string, more: IDataObject = {}): IDataObject {
	return {
		resource: 'image',
		operation: 'generate',
		model: byId('flux/schnell'),
		prompt,
		...more,
	};
}

/** A clip from the default video model, looked for ten times a second. */
export function film(prompt: string, { options, ...more }: IDataObject = {}): IDataObject {
	return {
		resource: 'video',
		operation: 'generate',
		model: byId('ltxv/ltxv-2-fast'),
		prompt,
		waitForCompletion: true,
		options: { pollInterval: 0.1, ...(options as IDataObject) },
		...more,
	};
}

/** A text spoken by the default speech model. */
export function speak(text: string, more: IDataObject = {}): IDataObject {
	return {
		resource: 'speech',
		operation: 'synthesize',
		model: byId('openai/gpt-4o-mini-tts'),
		text,
		...more,
	};
}

/** A recording written down by the default model, looked for ten times a second. */
export function transcribe({ options, ...more }: IDataObject = {}): IDataObject {
	return {
		resource: 'speech',
		operation: 'transcribe',
		model: byId('nova-3'),
		audioSource: 'url',
		audioUrl: 'https://files.example/talk.mp3',
		waitForCompletion: true,
		options: { pollInterval: 0.1, ...(options as IDataObject) },
		...more,
	};
}

/** Music from the default model, looked for ten times a second. */
export function compose(prompt: string, { options, ...more }: IDataObject = {}): IDataObject {
	return {
		resource: 'music',
		operation: 'generate',
		model: byId('stable-audio'),
		generateFrom: 'prompt',
		prompt,
		waitForCompletion: true,
		options: { pollInterval: 0.1, ...(options as IDataObject) },
		...more,
	};
}

/** One item with a file in its field `data`. */
export function fileItem(
	bytes: Buffer | string,
	mimeType: string,
	fileName = 'file',
): INodeExecutionData[] {
	const data = { data: Buffer.from(bytes).toString('base64'), mimeType, fileName };
	return [{ json: {}, binary: { data } }];
}
