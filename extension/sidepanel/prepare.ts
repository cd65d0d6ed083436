import { prepareImage } from '../shared/image/prepare-image';
import { takeImage } from '../shared/image/tab-images';
import { loadTabImage } from '../shared/state/tab-image-storage';
import { isSameText, loadPaidWork, newPaidWork, removePaidWork } from '../shared/state/paid-work';
import type { Page } from '../shared/page/page';
import { PageError } from '../shared/problem/page-error';
import { readSelection } from '../shared/page/read-selection';
import type { Work } from '../shared/runs';
import type { TabState } from '../shared/state/tab-state';
import type { Task, TaskImage } from '../shared/task';
import { readPage } from './read-page';

/**
 * Reads what a task of a tab is about.
 * @param last the tab's last state: a question about an image is about the one in it
 * @throws PageError
 */
export async function prepare(
	tabId: number,
	task: Task,
	last: Promise<TabState | undefined>,
): Promise<Work> {
	switch (task.type) {
		case 'summarize-page':
			return goOnWith(tabId, readPage(tabId));
		case 'summarize-selection':
			return goOnWith(tabId, readSelection(tabId, task.text));
		case 'ask-page':
			return { subject: await readPage(tabId), notes: new Map() };
		case 'describe-image':
			return prepareImage((without) => takeImage(tabId, task.image, without));
		case 'ask-image':
			return { subject: await imageOf(tabId, last), notes: new Map() };
		case 'search-web':
			return { subject: undefined, notes: new Map() };
	}
}

async function imageOf(tabId: number, last: Promise<TabState | undefined>): Promise<TaskImage> {
	const [image, state] = await Promise.all([loadTabImage(tabId), last]);
	// That of a description which had no room to be kept is no other one.
	if (!image || image.source !== state?.image?.source) throw new PageError('no-image');
	return image;
}

/** The text as it is now; or as it was, when a run of it that was not finished has paid for parts. */
async function goOnWith(tabId: number, read: Promise<Page>): Promise<Work> {
	const [page, unfinished] = await Promise.all([read, loadPaidWork(tabId)]);
	const isSame = unfinished !== undefined && isSameText(unfinished.page, page);
	if (unfinished && !isSame) await removePaidWork(tabId);
	const work = isSame ? unfinished : newPaidWork(tabId, page);
	return { subject: work.page, notes: work.notes, finish: () => removePaidWork(tabId) };
}
