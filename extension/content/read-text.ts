import { Readability } from '@mozilla/readability';
import { textOf } from './text-of';

/** A shorter article is none: Readability itself would look further. */
const LEAST_ARTICLE = 250;
/** A short one is none when there is so many times more to see, e.g. in an application. */
const SHORT_ARTICLE = { characters: 1000, share: 8 };

/** What surrounds the text of a page. */
const SURROUNDINGS =
	'nav, footer, [role=navigation], [role=contentinfo], :is(button, [role=button]):not(:is(h1, h2, h3, h4, h5, h6) *)';

/**
 * The text of a page: its article; or all posts of a page that has many; or all that can be seen of a
 * page that has no article. The document is taken apart.
 */
export function readText(page: Document): string {
	for (const element of page.querySelectorAll(SURROUNDINGS)) element.remove();
	const all = textOf(page.body);
	const posts = [...page.querySelectorAll('article, [role=article]')]
		.filter((post) => !post.parentElement?.closest('article, [role=article]'))
		.map(textOf)
		.join('\n\n');
	const article = readArticle(page);
	// Of several, Readability takes one.
	if (posts.length > 2 * article.length) return posts;
	return isNone(article, all) ? all : article;
}

function isNone(article: string, all: string): boolean {
	if (article.length < LEAST_ARTICLE) return true;
	const { characters, share } = SHORT_ARTICLE;
	return article.length < characters && all.length > share * article.length;
}

/** The article of the page; empty when there is none. */
function readArticle(page: Document): string {
	const reader = new Readability(page, {
		charThreshold: LEAST_ARTICLE,
		disableJSONLD: true,
		serializer: (node) => textOf(node as Element),
	});
	return reader.parse()?.content ?? '';
}
