import { randomUUID } from 'node:crypto';

/** A file of the media host; made when it is first fetched, since large pictures take a moment. */
export interface MediaFile {
	readonly mimeType: string;
	read(): Promise<Buffer>;
}

/** The files of the media host by path. */
export class MediaStore {
	/** What the URLs start with; known once the media host listens. */
	url = '';
	private readonly files = new Map<string, MediaFile>();

	/** Keeps a file and returns its URL. */
	add(extension: string, mimeType: string, make: () => Promise<Buffer>): string {
		const path = `/media/${randomUUID()}.${extension}`;
		let made: Promise<Buffer> | undefined;
		this.files.set(path, { mimeType, read: () => (made ??= make()) });
		return this.url + path;
	}

	find(path: string): MediaFile | undefined {
		return this.files.get(path);
	}
}
