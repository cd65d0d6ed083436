import type { ImageWay } from './image-ways';
import type { Work } from '../runs';
import type { TaskImage } from '../task';

/**
 * Gets the image that a task is about.
 * @param take gets it by other ways than those `without`
 * @throws what `take` throws
 */
export async function prepareImage(
	take: (without: readonly ImageWay[]) => Promise<TaskImage>,
): Promise<Work> {
	return { subject: await take([]), notes: new Map(), imageAgain: () => take(['address']) };
}
