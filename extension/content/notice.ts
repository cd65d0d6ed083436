import type { Envelope, Protocol } from '../shared/messages';
import { createAnnouncer, type Announcer } from '../shared/answer/announcer';
import type { Notice, PageNotice } from '../shared/image/page-notice';
import { plainText } from '../shared/answer/plain-text';
import { markLanguage } from '../shared/answer/text-language';
import { nextDrawing } from './next-drawing';
import { NOTICE_STYLE } from './notice-style';

declare global {
	/** Set by this script in its own world of the page, where the worker calls it. */
	var pageNotice: PageNotice;
}

/** What is open in a page and is closed by Escape, wherever the focus is. */
const CLOSED_BY_ESCAPE = 'dialog:modal, :popover-open:not([popover=manual]), [aria-modal=true]';
/** What is closed by Escape when it has the focus. */
const CLOSED_FROM_WITHIN =
	'[role=dialog], [role=alertdialog], [role=menu], [role=listbox], [aria-expanded=true]';
/** By which a dialog tells that it was opened or closed. */
const DIALOG_EVENTS = ['toggle', 'close'] as const;

/** Milliseconds until a live region that was just made is heard by screen readers. */
const LIVE_AFTER = 100;

let shown: ShownNotice | undefined;
/** Names of the notices that were closed. */
const closed = new Set<string>();

// The file runs again with every change; what is shown and what was closed stay known.
globalThis.pageNotice ??= {
	show(notice) {
		if (closed.has(notice.name)) return false;
		if (shown?.name !== notice.name) {
			shown?.remove();
			shown = createNotice(notice.name, () => {
				closed.add(notice.name);
				shown?.giveFocusBack();
				takeAway();
				void askWorker('closed');
			});
		}
		shown.update(notice);
		return true;
	},
	async setHidden(hidden) {
		if (!shown) return;
		shown.host.toggleAttribute('hidden', hidden);
		if (hidden) await nextDrawing();
	},
	remove() {
		takeAway();
		// Something is asked for anew: also what it says of an answer that was closed is to be seen.
		closed.clear();
	},
};

function takeAway(): void {
	shown?.remove();
	shown = undefined;
}

/** Asks the worker for something; with `closed`, the task and its sound end. */
async function askWorker(name: keyof Protocol['notice']): Promise<void> {
	const message: Envelope = { target: 'notice', name, values: [] };
	try {
		// `ask` would bring the whole client into the page.
		await chrome.runtime.sendMessage(message);
	} catch {
		// The page has outlived its extension.
	}
}

interface ShownNotice {
	readonly name: string;
	readonly host: HTMLElement;
	update(notice: Notice): void;
	/** Puts the focus where it was before it came into the notice, if it is there. */
	giveFocusBack(): void;
	remove(): void;
}

/** Builds an empty notice, of nodes only: what it says is never read as HTML. */
function createNotice(name: string, close: () => void): ShownNotice {
	const host = document.createElement('div');
	const root = host.attachShadow({ mode: 'closed' });
	const style = new CSSStyleSheet();
	style.replaceSync(NOTICE_STYLE);
	root.adoptedStyleSheets = [style];

	const section = element('section', root);
	const header = element('header', section);
	const title = element('h2', header);
	const button = element('button', header);
	const status = element('p', section);
	const problem = element('p', section);
	const settings = element('button', section);
	const answer = element('div', section);
	const facts = element('p', section);
	const spoken = element('div', section);
	status.role = 'status';
	problem.role = 'alert';
	settings.className = 'settings';
	settings.hidden = true;
	answer.className = 'text';
	answer.dir = 'auto';
	// A long answer is scrolled by keyboard.
	answer.tabIndex = 0;
	facts.className = 'facts';
	spoken.className = 'spoken';
	spoken.ariaLive = 'polite';
	const announcer: Announcer = createAnnouncer(spoken);

	button.ariaKeyShortcuts = 'Escape';
	button.addEventListener('click', close);
	settings.addEventListener('click', () => void askWorker('openSettings'));
	const hasFocus = () => document.activeElement === host;
	/** Whether the page itself has something open that Escape is for. The page may close it before it is asked. */
	let isForPage = false;
	const lookAtPage = () => {
		const focused = document.activeElement;
		const open = document.querySelector(CLOSED_BY_ESCAPE) ?? focused?.closest(CLOSED_FROM_WITHIN);
		isForPage = Boolean(open) && !hasFocus();
	};
	const closeByKey = (event: KeyboardEvent) => {
		// A page can make up key presses; what is paid for ends only by a person's.
		if (!event.isTrusted || event.key !== 'Escape' || event.defaultPrevented) return;
		if (!isForPage) close();
	};
	addEventListener('keydown', lookAtPage, { capture: true });
	addEventListener('keydown', closeByKey);
	/** Where the focus was before it came into the notice. */
	let focusBefore: EventTarget | null = null;
	host.addEventListener('focusin', ({ relatedTarget }) => (focusBefore = relatedTarget));
	const place = () => placeOnTop(host);
	for (const type of DIALOG_EVENTS) document.addEventListener(type, place, { capture: true });
	place();

	let newest: Notice | undefined;
	let isHeard = false;
	const draw = () => {
		if (!newest || !isHeard) return;
		setText(status, newest.status);
		setText(problem, newest.problem);
		setText(settings, newest.settings);
		settings.hidden = newest.settings === '';
		setText(answer, paragraphs(newest.text));
		setText(facts, newest.facts);
		void markLanguage(answer, newest.text);
		if (!newest.announced) return;
		if (newest.ended) announcer.finish(newest.text);
		else announcer.read(newest.text);
	};
	setTimeout(() => {
		isHeard = true;
		draw();
	}, LIVE_AFTER);

	return {
		name,
		host,
		update(notice) {
			newest = notice;
			host.lang = notice.language;
			host.dir = notice.direction;
			section.ariaLabel = notice.title;
			setText(title, notice.title);
			setText(button, notice.close);
			draw();
		},
		giveFocusBack() {
			if (hasFocus() && focusBefore instanceof HTMLElement) focusBefore.focus();
		},
		remove() {
			removeEventListener('keydown', lookAtPage, { capture: true });
			removeEventListener('keydown', closeByKey);
			for (const type of DIALOG_EVENTS)
				document.removeEventListener(type, place, { capture: true });
			host.remove();
		},
	};
}

/** Above all that the page shows, and in its modal dialog, if one is open: outside it, nothing can be used or heard. */
function placeOnTop(host: HTMLElement): void {
	const dialog = [...document.querySelectorAll('dialog:modal')].at(-1);
	const parent = dialog ?? document.documentElement;
	if (host.parentElement === parent) return;
	parent.append(host);
	host.popover = 'manual';
	host.showPopover();
}

function element<Name extends keyof HTMLElementTagNameMap>(
	name: Name,
	parent: ParentNode & Node,
): HTMLElementTagNameMap[Name] {
	return parent.appendChild(document.createElement(name));
}

/** A text that is set again would be announced again. */
function setText(element: HTMLElement, text: string): void {
	if (element.textContent !== text) element.textContent = text;
}

function paragraphs(markdown: string): string {
	return markdown
		.split(/\n{2,}/)
		.map(plainText)
		.join('\n\n')
		.trim();
}
