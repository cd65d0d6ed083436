import type { JsonObject, SearchResultKind, Source } from '../../../client';
import type { TabState } from '../state/tab-state';

/** An image that a search found. It is not loaded. */
export interface FoundImage {
	readonly url: string;
	readonly title?: string;
	/** Address of the page it stands on. */
	readonly page?: string;
}

/** What one kind of results came to, all of it from strangers; nothing found is all empty. Plain JSON. */
export interface SearchCard {
	readonly pages: readonly Source[];
	readonly images: readonly FoundImage[];
	/** Names and values as the API spells them; values are texts, lists and objects. */
	readonly facts: JsonObject;
}

/** How far a card is that was asked for. */
export type CardState =
	| { readonly status: 'pending' }
	/** The panel was closed before the answer came, which may have been paid for. */
	| { readonly status: 'interrupted' }
	| { readonly status: 'found'; readonly card: SearchCard }
	| { readonly status: 'failed'; readonly failure: JsonObject };

/** What was asked for beside the answer of a search. */
export type CardStates = Readonly<Partial<Record<SearchResultKind, CardState>>>;

/** The answer of a search, in view or earlier in its conversation. */
type Search = Pick<TabState, 'sources' | 'cards'>;

/**
 * A tab's state with a card of the search of this run; undefined when that is no longer in its
 * conversation.
 */
export function withCard(
	state: TabState,
	run: string,
	kind: SearchResultKind,
	card: CardState,
): TabState | undefined {
	const add = <Answer extends Search>(answer: Answer): Answer => ({
		...answer,
		cards: { ...answer.cards, [kind]: card },
		// Links are sources the answer did not name: they stand behind those it did.
		...(kind === 'links' &&
			card.status === 'found' && { sources: joined(answer.sources ?? [], card.card.pages) }),
	});
	if (state.run === run) return add(state);
	if (!state.turns.some((turn) => turn.run === run)) return undefined;
	return { ...state, turns: state.turns.map((turn) => (turn.run === run ? add(turn) : turn)) };
}

/**
 * What is known of a search's cards, and what another window has found of them; undefined when that is
 * nothing new.
 */
export function withFound(known: CardStates, told: CardStates): CardStates | undefined {
	const news = (Object.keys(told) as SearchResultKind[]).filter(
		(kind) => told[kind]?.status === 'found' && known[kind]?.status !== 'found',
	);
	if (news.length === 0) return undefined;
	return { ...known, ...Object.fromEntries(news.map((kind) => [kind, told[kind]])) };
}

/** The cards of a conversation that are on their way. */
export function pendingCards(
	state: TabState,
): Array<{ readonly run: string; readonly kind: SearchResultKind }> {
	return [state, ...state.turns].flatMap(({ run = '', cards = {} }) =>
		(Object.keys(cards) as SearchResultKind[])
			.filter((kind) => cards[kind]?.status === 'pending')
			.map((kind) => ({ run, kind })),
	);
}

function joined(sources: readonly Source[], pages: readonly Source[]): Source[] {
	const known = new Set(sources.map(({ url }) => url));
	return [...sources, ...pages.filter(({ url }) => !known.has(url))];
}

/** Pages, images or facts of a card; more are left out. */
const MOST_ENTRIES = 20;
/** Characters of a text. */
const MOST_CHARACTERS = 1000;
const LONGEST_ADDRESS = 4000;
/** Objects and lists inside each other. */
const MOST_LEVELS = 4;

/** Entries that only draw or tell the kind of answer. */
const SILENT_FACTS = ['thumbnail', 'type'];

/**
 * Reads one of the documented answers: `links` a list of addresses, `images` of `{original, source,
 * title}`, `videos` of `{link, title}`, `localMap` `{link, image}`, the others free names and values.
 */
export function readCard(
	kind: SearchResultKind,
	answer: JsonObject | readonly unknown[],
): SearchCard {
	const nothing: SearchCard = { pages: [], images: [], facts: {} };
	const entries = (Array.isArray(answer) ? (answer as readonly unknown[]) : [answer])
		.slice(0, MOST_ENTRIES)
		.map((entry) => (typeof entry === 'string' ? { link: entry } : ((entry ?? {}) as JsonObject)));
	switch (kind) {
		case 'links':
		case 'videos':
			return { ...nothing, pages: entries.flatMap(readPage) };
		case 'images':
			return { ...nothing, images: entries.flatMap(readImage) };
		case 'localMap':
			return {
				...nothing,
				pages: entries.flatMap(readPage),
				images: entries.flatMap(({ image, link }) => readImage({ original: image, source: link })),
			};
		case 'weather':
		case 'knowledge':
			return { ...nothing, facts: (readFact(entries[0] ?? {}, 0) ?? {}) as JsonObject };
	}
}

function readPage({ link, title }: JsonObject): Source[] {
	const url = readAddress(link);
	return url ? [{ url, ...withTitle(title) }] : [];
}

function readImage({ original, source, title }: JsonObject): FoundImage[] {
	const url = readAddress(original);
	const page = readAddress(source);
	return url ? [{ url, ...withTitle(title), ...(page && { page }) }] : [];
}

function withTitle(value: unknown): { title?: string } {
	const title = readText(value);
	return title ? { title } : {};
}

/** An address that is cut short would be another one. */
function readAddress(value: unknown): string {
	return typeof value === 'string' && value.length <= LONGEST_ADDRESS ? value.trim() : '';
}

function readText(value: unknown): string {
	return typeof value === 'string' ? value.slice(0, MOST_CHARACTERS).trim() : '';
}

/** A value as a card keeps it; undefined when it says nothing. */
function readFact(value: unknown, level: number): unknown {
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	if (typeof value !== 'object' || value === null) return readText(value) || undefined;
	if (level >= MOST_LEVELS) return undefined;
	if (Array.isArray(value)) {
		const list = value.slice(0, MOST_ENTRIES).map((one: unknown) => readFact(one, level + 1));
		const kept = list.filter((one) => one !== undefined);
		return kept.length > 0 ? kept : undefined;
	}
	const facts = Object.entries(value)
		.filter(([name]) => !SILENT_FACTS.includes(name))
		.slice(0, MOST_ENTRIES)
		.map(([name, one]) => [name, readFact(one, level + 1)] as const)
		.filter(([, one]) => one !== undefined);
	return facts.length > 0 ? Object.fromEntries(facts) : undefined;
}
