import type { ImageWay } from './image-ways';
import { ask } from '../messages';
import type { Work } from '../runs';
import type { ImageReference } from '../task';

/**
 * Gets an image of a tab's page for a task.
 * @throws PageError
 */
export async function prepareImage(tabId: number, image: ImageReference): Promise<Work> {
	const take = (...without: ImageWay[]) =>
		ask({ target: 'tabs' }, 'takeImage', tabId, image, without);
	return { subject: await take(), notes: new Map(), imageAgain: () => take('address') };
}
