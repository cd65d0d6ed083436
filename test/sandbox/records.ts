import { ApiError } from './errors';
import type { JsonObject } from './exchange';

/** What clients have made and may ask for again: files, batches, threads and the like, by their ids. */
export class Records {
	private readonly tables = new Map<string, Map<string, JsonObject>>();

	/** The records of one kind, in the order they were made. */
	table(kind: string): Map<string, JsonObject> {
		const table = this.tables.get(kind) ?? new Map<string, JsonObject>();
		this.tables.set(kind, table);
		return table;
	}

	/** The record with this id. @throws ApiError 404 when there is none */
	require(kind: string, id: string): JsonObject {
		const record = this.table(kind).get(id);
		if (!record) throw new ApiError(404, `No ${kind} found with id '${id}'.`);
		return record;
	}

	clear(): void {
		this.tables.clear();
	}
}
