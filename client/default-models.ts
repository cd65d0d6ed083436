/**
 * The model each modality starts with, until the user chooses another.
 * The only place where a model id stands in the code: ids never steer a code path.
 */
export const DEFAULT_MODELS = {
	chat: 'gpt-4o-mini',
	document: 'mistral-ocr-latest',
	embedding: 'text-embedding-3-small',
	image: 'flux/schnell',
	imageEdit: 'flux/dev/image-to-image',
	imageEditUpload: 'openai/gpt-image-1',
	message: 'anthropic/claude-haiku-4.5',
	model3d: 'triposr',
	moderation: 'openai/gpt-oss-safeguard-20b',
	music: 'stable-audio',
	musicFromReference: 'music-01',
	response: 'openai/gpt-5-mini-2025-08-07',
	search: 'perplexity/sonar',
	searchResults: 'bagoodex/bagoodex-search-v1',
	speech: 'openai/gpt-4o-mini-tts',
	textCompletion: 'gpt-3.5-turbo-instruct',
	transcription: 'nova-3',
	video: 'ltxv/ltxv-2-fast',
	vision: 'openai/gpt-4.1-mini-2025-04-14',
} as const;
