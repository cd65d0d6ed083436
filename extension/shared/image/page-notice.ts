/** What a notice in a page says; every text is in the user's language. Plain JSON. */
export interface Notice {
	/** One that was closed by its reader is not shown again under the same name. */
	readonly name: string;
	/** The language tag and direction of the texts. */
	readonly language: string;
	readonly direction: string;
	readonly title: string;
	readonly close: string;
	/** Where the work stands. */
	readonly status: string;
	/** The answer so far, in Markdown. */
	readonly text: string;
	/** False for a text that is read aloud: screen readers would say it, too. */
	readonly announced: boolean;
	/** True once nothing more comes. */
	readonly ended: boolean;
	/** What went wrong, and what to do. */
	readonly problem: string;
	/** The way to the settings, where they are the place to go; else empty. */
	readonly settings: string;
	/** What it cost, and the request id. */
	readonly facts: string;
}

/** What the injected notice can be told. */
export interface PageNotice {
	/** Shows the notice, or what is new in it. False once its reader has closed it. */
	show(notice: Notice): boolean;
	/** Hides it for the time in which the tab is photographed; resolves when that has been drawn. */
	setHidden(hidden: boolean): Promise<void>;
	/** Takes it out of the page. */
	remove(): void;
}
