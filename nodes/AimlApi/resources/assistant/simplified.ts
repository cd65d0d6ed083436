/** What Simplify keeps of an assistant. */
export const ASSISTANT_FIELDS = [
	'id',
	'name',
	'description',
	'instructions',
	'model',
	'tools',
	'tool_resources',
	'metadata',
	'created_at',
];

/** What Simplify keeps of a message. */
export const MESSAGE_FIELDS = [
	'id',
	'thread_id',
	'role',
	'content',
	'attachments',
	'metadata',
	'assistant_id',
	'run_id',
	'created_at',
];

/** What Simplify keeps of a run. */
export const RUN_FIELDS = [
	'id',
	'thread_id',
	'assistant_id',
	'status',
	'required_action',
	'last_error',
	'incomplete_details',
	'usage',
	'metadata',
	'created_at',
];

/** What Simplify keeps of a step of a run. */
export const STEP_FIELDS = [
	'id',
	'run_id',
	'thread_id',
	'type',
	'status',
	'step_details',
	'last_error',
	'usage',
	'created_at',
];
