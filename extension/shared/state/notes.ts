/** What the parts of a page came to, by a name of each. */
export interface Notes {
	get(name: string): string | undefined;
	/** Keeps a note from now on. */
	set(name: string, note: string): void;
}
