import { elementById } from '../shared/element';
import { formatCost } from '../shared/format';
import { watchSpending } from '../shared/state/spending';

/** Shows what was spent, now and whenever it changes. */
export async function showSpending(): Promise<void> {
	const spending = await watchSpending(show);
	show();

	function show(): void {
		const { session, total } = spending.current;
		elementById('spent-in-session', HTMLElement).textContent = formatCost(session);
		elementById('spent-in-total', HTMLElement).textContent = formatCost(total);
	}
}
