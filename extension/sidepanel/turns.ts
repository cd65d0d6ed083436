import { elementById } from '../shared/element';
import { markLanguage } from '../shared/answer/text-language';
import type { TabState } from '../shared/state/tab-state';
import { earlierCards } from './search-cards';
import { createSourceList } from './sources';

/** Loaded beside the page, since nothing needs it before the first answer. */
const markdown = import('../shared/answer/markdown');

/** The region with what was asked and answered before about the same page or image. */
export function createTurns(say: (message: string) => void): {
	show(state: TabState | undefined): void;
} {
	const region = elementById('turns', HTMLElement);
	const heading = elementById('turns-name', HTMLElement);
	let shown = '[]';

	return {
		show(state) {
			const turns = state?.turns ?? [];
			const next = JSON.stringify(turns);
			if (next === shown) return;
			shown = next;
			region.hidden = turns.length === 0;
			void markdown.then(({ renderMarkdown }) => {
				// Meanwhile another tab may have come into view.
				if (next !== shown) return;
				const articles = turns.map(({ question, answer, sources = [], cards = {} }) => {
					const article = document.createElement('article');
					const title = document.createElement('h3');
					const content = document.createElement('div');
					title.textContent = question;
					content.className = 'answer';
					// A text has its own direction, whatever that of the panel is.
					title.dir = content.dir = 'auto';
					renderMarkdown(answer, content, sources);
					void markLanguage(content, answer);
					article.append(title, content, ...createSourceList(sources), ...earlierCards(cards, say));
					return article;
				});
				region.replaceChildren(heading, ...articles);
			});
		},
	};
}
