import type { RemotePage } from '../test/browser/lib/remote-page';
import { untilStatus } from '../test/browser/lib/panel-driver';
import { startScene } from '../test/browser/lib/scene';

const SUMMARIES = 50;
/** By then everything that is loaded only once is there. */
const WARM = 10;

/** What a panel that stays open all day holds: its heap and its nodes, after everything unneeded is gone. */
export async function measure(): Promise<Record<string, number>> {
	const scene = await startScene();
	try {
		await scene.giveKey();
		const { panel } = await scene.openPanelOn('/article.html');
		let warm = { heap: NaN, nodes: NaN };
		for (let summary = 1; summary <= SUMMARIES; summary++) {
			await panel.click('#summarize');
			// The status of the summary before is gone with the press, and not only with the next answer.
			await untilStatus(panel, 'Summary ready.');
			if (summary === WARM) warm = await read(panel);
		}
		const full = await read(panel);
		return {
			'panel memory: after 50 summaries (MB)': full.heap / 1e6,
			'panel memory: growth since the 10th (MB)': (full.heap - warm.heap) / 1e6,
			'panel memory: nodes since the 10th': full.nodes - warm.nodes,
		};
	} finally {
		await scene.close();
	}
}

async function read(panel: RemotePage): Promise<{ heap: number; nodes: number }> {
	await panel.send('HeapProfiler.collectGarbage');
	const { usedSize } = (await panel.send('Runtime.getHeapUsage')) as { usedSize: number };
	const { nodes } = (await panel.send('Memory.getDOMCounters')) as { nodes: number };
	return { heap: usedSize, nodes };
}
