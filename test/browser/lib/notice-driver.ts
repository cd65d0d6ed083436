import type { CDPSession, Page } from 'playwright-core';
import { waitFor } from './wait';

interface DomNode {
	readonly nodeId: number;
	readonly nodeName: string;
	readonly nodeValue: string;
	readonly attributes?: readonly string[];
	readonly children?: readonly DomNode[];
	readonly shadowRoots?: ReadonlyArray<DomNode & { shadowRootType?: string }>;
}

/** What the notice of the extension in a page says; its shadow root is closed to the page and to tests. */
export interface ShownNotice {
	/** The texts of its elements, by role, class or name of the element. */
	readonly texts: Readonly<Record<string, string>>;
	/** Clicks the button that closes it. */
	close(): Promise<void>;
	/** Clicks the one that leads to the settings, where there is one. */
	openSettings?(): Promise<void>;
}

/** The notice of a page, once it says something that fits. */
export function untilNotice(
	page: Page,
	fits: (texts: ShownNotice['texts']) => boolean,
): Promise<ShownNotice> {
	return waitFor(
		'the notice in the page',
		async () => {
			const notice = await readNotice(page);
			return notice && fits(notice.texts) ? notice : undefined;
		},
		{ timeout: 20_000 },
	);
}

/** What the browser says of an element that is gone or hidden between the two questions about it. */
const IN_BETWEEN = /Could not (find node|compute box model)/;

/** The notice of a page; undefined when there is none. */
export async function readNotice(page: Page): Promise<ShownNotice | undefined> {
	const found = await waitFor('a notice that stays', () =>
		readOnce(page).then(
			(notice) => ({ notice }),
			(error: Error) => {
				if (IN_BETWEEN.test(error.message)) return undefined;
				throw error;
			},
		),
	);
	return found.notice;
}

async function readOnce(page: Page): Promise<ShownNotice | undefined> {
	const session = await page.context().newCDPSession(page);
	try {
		const { root } = (await session.send('DOM.getDocument', { depth: -1, pierce: true })) as {
			root: DomNode;
		};
		const shadow = nodesOf(root)
			.flatMap(({ shadowRoots = [] }) => shadowRoots)
			.find(({ shadowRootType }) => shadowRootType === 'closed');
		if (!shadow) return undefined;
		const elements = nodesOf(shadow).filter(({ nodeName }) => !nodeName.startsWith('#'));
		const texts = Object.fromEntries(elements.map((node) => [nameOf(node), textOf(node)]));
		const [close, settings] = elements.filter(({ nodeName }) => nodeName === 'BUTTON');
		const presserOf = async ({ nodeId }: DomNode) => {
			const middle = await middleOf(session, nodeId);
			return () => page.mouse.click(...middle);
		};
		return {
			texts,
			close: await presserOf(close!),
			...(texts.settings && { openSettings: await presserOf(settings!) }),
		};
	} finally {
		await session.detach();
	}
}

function nodesOf(node: DomNode): DomNode[] {
	const inner = [...(node.children ?? []), ...(node.shadowRoots ?? [])];
	return [node, ...inner.flatMap(nodesOf)];
}

function nameOf({ nodeName, attributes = [] }: DomNode): string {
	const named = ['role', 'class'].map((name) => attributes.indexOf(name)).find((at) => at >= 0);
	return named === undefined ? nodeName.toLowerCase() : attributes[named + 1]!;
}

function textOf(node: DomNode): string {
	return nodesOf(node)
		.map(({ nodeName, nodeValue }) => (nodeName === '#text' ? nodeValue : ''))
		.join('');
}

async function middleOf(session: CDPSession, nodeId: number): Promise<[number, number]> {
	const { model } = await session.send('DOM.getBoxModel', { nodeId });
	const [left = 0, top = 0, , , right = 0, bottom = 0] = model.content;
	return [(left + right) / 2, (top + bottom) / 2];
}
