import browser from 'webextension-polyfill';
import type { Notes } from './notes';
import type { Page } from '../page/page';
import { isSameDocument } from '../page/document-address';
import { makeRoom } from './session-room';

/** What an unfinished summary of a tab has paid for, and the text it belongs to. */
export interface PaidWork {
	/** As it was read when the first part was paid for: notes of another text would be of no use. */
	readonly page: Page;
	readonly notes: Notes;
}

const PREFIX = 'paid-';
const pageKeyOf = (tabId: number) => `${PREFIX}page:${tabId}`;
const notesKeyOf = (tabId: number) => `${PREFIX}notes:${tabId}`;

interface Work {
	readonly page: Page;
	readonly notes: Map<string, string>;
}

/** What the storage does not hold (yet, or because it does not fit) is lost only with the panel. */
const unstored = new Map<number, Work>();

/** What the tab's last run left behind; undefined when it came to its end. */
export async function loadPaidWork(tabId: number): Promise<PaidWork | undefined> {
	const work = unstored.get(tabId) ?? (await readStored(tabId));
	return work && { page: work.page, notes: keptNotes(tabId, work) };
}

/** True when notes of the one text are of use for the other: a page may have changed, a selection may not. */
export function isSameText(one: Page, other: Page): boolean {
	if (!isSameDocument(one.url, other.url) || one.selected !== other.selected) return false;
	return !one.selected || one.text === other.text;
}

/** A beginning: nothing is paid for, and nothing stored before the first note is. */
export function newPaidWork(tabId: number, page: Page): PaidWork {
	return { page, notes: keptNotes(tabId, { page, notes: new Map() }) };
}

/** Forgets what was paid for a tab: it is of no more use. */
export async function removePaidWork(tabId: number): Promise<void> {
	unstored.delete(tabId);
	await browser.storage.session.remove([pageKeyOf(tabId), notesKeyOf(tabId)]);
}

/** Forgets the tab's work unless it belongs to this address; one that is not told is another one. */
export async function removePaidWorkOfOthers(tabId: number, url?: string): Promise<void> {
	const work = await loadPaidWork(tabId);
	if (work && !isSameDocument(work.page.url, url)) await removePaidWork(tabId);
}

/** Forgets what was paid for any tab. */
export async function removeAllPaidWork(): Promise<void> {
	unstored.clear();
	const keys = Object.keys(await browser.storage.session.get(null));
	await browser.storage.session.remove(keys.filter((key) => key.startsWith(PREFIX)));
}

async function readStored(tabId: number): Promise<Work | undefined> {
	const [pageKey, notesKey] = [pageKeyOf(tabId), notesKeyOf(tabId)];
	const stored = await browser.storage.session.get([pageKey, notesKey]);
	const page = stored[pageKey] as Page | undefined;
	if (!page) return undefined;
	return {
		page,
		notes: new Map(Object.entries((stored[notesKey] ?? {}) as Record<string, string>)),
	};
}

function keptNotes(tabId: number, work: Work): Notes {
	// The text is large, and the same for all notes: it is written once.
	let textStored: Promise<boolean> | undefined;

	async function store(): Promise<void> {
		textStored ??= storePage(tabId, work.page);
		if (!(await textStored) || unstored.get(tabId) !== work) return;
		const { size } = work.notes;
		await browser.storage.session.set({ [notesKeyOf(tabId)]: Object.fromEntries(work.notes) });
		// A note that came meanwhile is not in the storage yet.
		if (unstored.get(tabId) === work && work.notes.size === size) unstored.delete(tabId);
	}

	return {
		get: (name) => work.notes.get(name),
		set(name, note) {
			work.notes.set(name, note);
			unstored.set(tabId, work);
			// What cannot be stored stays where it is.
			void store().catch(() => undefined);
		},
	};
}

/** False when the text does not fit. */
async function storePage(tabId: number, page: Page): Promise<boolean> {
	const key = pageKeyOf(tabId);
	if (!(await makeRoom(key, page))) return false;
	return browser.storage.session.set({ [key]: page }).then(
		() => true,
		() => false,
	);
}
