import { SEARCH_RESULTS, type SearchResultKind, type Source } from '../../client';
import { elementById } from '../shared/element';
import { errorOf } from '../shared/problem/failure';
import { describeProblem } from '../shared/problem/problem';
import { problemContent } from '../shared/problem/problem-content';
import type { CardState, CardStates } from '../shared/search/search-card';
import type { TabState } from '../shared/state/tab-state';
import { text, type TextName } from '../shared/texts';
import { createFacts } from './card-facts';
import { createImages } from './card-images';
import { sourceEntry } from './sources';

/** What can be asked for beside the answer of a search, and what came of it. */
export interface SearchCards {
	show(state: TabState | undefined): void;
}

/** What a person can ask of the cards. */
export interface SearchCardsActions {
	find(kind: SearchResultKind): void;
	say(message: string): void;
}

const NAMES: Readonly<Record<SearchResultKind, TextName>> = {
	images: 'cardImages',
	knowledge: 'cardKnowledge',
	links: 'cardLinks',
	localMap: 'cardLocalMap',
	videos: 'cardVideos',
	weather: 'cardWeather',
};

/** The order of the buttons and of the cards: what most people look for first. */
const KINDS = [...SEARCH_RESULTS].sort((a, b) => Number(b === 'links') - Number(a === 'links'));

/** A button for each kind; nothing is asked before it is pressed, since each is a call of its own. */
export function createSearchCards({ find, say }: SearchCardsActions): SearchCards {
	const region = elementById('more', HTMLElement);
	const buttons = elementById('card-buttons', HTMLElement);
	const list = elementById('cards', HTMLElement);
	const cards = KINDS.map((kind) => createCard(kind, { find, say }));
	buttons.append(...cards.map(({ button }) => button));
	list.append(...cards.map(({ section }) => section));
	return {
		show(state) {
			region.hidden = state?.answerId === undefined;
			// Cards of another search are drawn anew, even when they are the same.
			KINDS.forEach((kind, index) => cards[index]?.show(state?.run ?? '', state?.cards?.[kind]));
		},
	};
}

/** The cards of a search earlier in the conversation, as far as they came. */
export function earlierCards(cards: CardStates, say: (message: string) => void): HTMLElement[] {
	return KINDS.flatMap((kind) => {
		const state = cards[kind];
		if (!state) return [];
		const heading = document.createElement('h4');
		heading.textContent = text(NAMES[kind]);
		return [heading, ...contentOf(kind, state, say)];
	});
}

function createCard(kind: SearchResultKind, { find, say }: SearchCardsActions) {
	const name = text(NAMES[kind]);
	const button = document.createElement('button');
	button.type = 'button';
	button.textContent = name;
	button.addEventListener('click', () => {
		if (button.ariaDisabled === 'true') return;
		say(text('statusSearching'));
		find(kind);
	});
	const section = document.createElement('section');
	const heading = document.createElement('h3');
	heading.textContent = name;
	heading.id = `card-${kind}`;
	const content = document.createElement('div');
	section.className = 'card';
	section.setAttribute('aria-labelledby', heading.id);
	section.append(heading, content);
	let shown = '';
	let isPending = false;

	return {
		button,
		section,
		show(run: string, state: CardState | undefined) {
			// What was found is paid for and there; what failed can be asked for again.
			button.ariaDisabled = String(state?.status === 'pending' || state?.status === 'found');
			// Drawn again, the images that were loaded would be gone.
			const next = JSON.stringify([run, state]);
			if (next === shown) return;
			shown = next;
			const wasPending = isPending;
			isPending = state?.status === 'pending';
			section.hidden = state === undefined;
			content.role = state?.status === 'failed' ? 'alert' : null;
			content.replaceChildren(...(state ? contentOf(kind, state, say) : []));
			if (!wasPending || state?.status !== 'found') return;
			const found = text('statusCardFound', name);
			say(areSources(kind, state) ? `${found} ${text('linksAreSources')}` : found);
		},
	};
}

function contentOf(
	kind: SearchResultKind,
	state: CardState,
	say: (message: string) => void,
): HTMLElement[] {
	if (state.status === 'pending') return [paragraph(text('statusSearching'))];
	if (state.status === 'interrupted') return [paragraph(text('cardInterrupted'))];
	if (state.status === 'failed')
		return problemContent(describeProblem(errorOf(state.failure), { readsCost: true }));
	const { pages, images, facts } = state.card;
	if (areSources(kind, state)) return [paragraph(text('linksAreSources'))];
	const content = [
		...listOf(pages),
		...createImages(images, say),
		...(Object.keys(facts).length > 0 ? [createFacts(facts)] : []),
	];
	return content.length > 0 ? content : [paragraph(text('nothingFound'))];
}

/** Links that were found are the answer's sources, and stand among these. */
function areSources(kind: SearchResultKind, state: CardState): boolean {
	return kind === 'links' && state.status === 'found' && state.card.pages.length > 0;
}

function listOf(pages: readonly Source[]): HTMLElement[] {
	const items = pages.flatMap((page) => {
		const entry = sourceEntry(page);
		if (!entry) return [];
		const item = document.createElement('li');
		item.append(...entry);
		return [item];
	});
	if (items.length === 0) return [];
	const list = document.createElement('ul');
	list.append(...items);
	return [list];
}

function paragraph(words: string): HTMLElement {
	const element = document.createElement('p');
	element.textContent = words;
	return element;
}
