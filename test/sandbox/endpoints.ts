/** Where models of a catalogue `type` are called. */
export interface Endpoint {
	readonly path: string;
	/** How the result is fetched, when the answer is a job. */
	readonly poll?: { readonly path: string; readonly parameter: 'query' | 'path' };
}

/** Catalogue types and their endpoints. The names of the types of music and legacy completions are guesses. */
export const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
	'openai/chat-completions': { path: '/v1/chat/completions' },
	'openai/completions': { path: '/v1/completions' },
	'openai/responses/submit': { path: '/v1/responses' },
	'anthropic/messages': { path: '/v1/messages' },
	'openai/image-generations': { path: '/v1/images/generations' },
	'openai/image-editing': { path: '/v1/images/edits' },
	'internal/video-generations/submit': {
		path: '/v2/video/generations',
		poll: { path: '/v2/video/generations', parameter: 'query' },
	},
	'internal/audio-generations/submit': {
		path: '/v2/generate/audio',
		poll: { path: '/v2/generate/audio', parameter: 'query' },
	},
	'internal/text-to-speech': { path: '/v1/tts' },
	'internal/speech-to-text/submit': {
		path: '/v1/stt/create',
		poll: { path: '/v1/stt/{generation_id}', parameter: 'path' },
	},
	'openai/embeddings': { path: '/v1/embeddings' },
	'internal/optical-character-recognition': { path: '/v1/ocr' },
};
