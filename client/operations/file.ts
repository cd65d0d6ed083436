import { requireFields } from '../body';
import { defineEndpoint } from '../endpoint';
import type { Operation } from '../operation';
import type { JsonObject, MultipartFile } from '../transport';

/** `POST /v1/files`: the file, and what it is for, e.g. `assistants`. */
export const uploadFile: Operation<{ file: MultipartFile; purpose: string }, JsonObject> = {
	name: 'file:upload',
	modelTypes: [],
	request({ file, purpose }) {
		requireFields({ purpose }, 'purpose');
		return {
			method: 'POST',
			path: '/v1/files',
			multipart: [
				{ name: 'purpose', value: purpose },
				{ name: 'file', value: file },
			],
		};
	},
	parse(answer) {
		if (typeof answer.body.id !== 'string') throw answer.unexpected('The answer holds no file id.');
		return answer.body;
	},
};

/** Files that were uploaded; these two paths are documented without a version. */
export const FILE = {
	/** `GET /files/{file_id}`. */
	get: defineEndpoint('file:get', 'GET', '/files/{fileId}', { holds: 'id' }),
	/** `DELETE /files/{file_id}`. */
	delete: defineEndpoint('file:delete', 'DELETE', '/files/{fileId}'),
} as const;
