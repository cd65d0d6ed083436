/** A key that is valid, and whose account is empty. */
export const KEY_WITHOUT_CREDIT = 'sandbox-no-credit';
/** A key that is accepted everywhere but where keys are managed. */
export const REGULAR_KEY = 'sandbox-regular';

/** The documented rate: one US dollar is this many credits. */
const CREDITS_PER_DOLLAR = 2_000_000;
/** US dollars on the account at the start. */
export const INITIAL_BALANCE = 100;

/** `meta.usage` of an answer: what a call cost. */
export interface Cost {
	readonly credits_used: number;
	readonly usd_spent: number;
}

/** A price in US dollars as the API tells it: whole credits, and dollars that match them. */
export function costOf(dollars: number): Cost {
	const credits = Math.max(1, Math.round(dollars * CREDITS_PER_DOLLAR));
	return { credits_used: credits, usd_spent: credits / CREDITS_PER_DOLLAR };
}

/** Whose keys are valid, and what is left to spend. */
export class Account {
	private credits = 0;
	/** What was charged, the oldest first. */
	readonly charges: Array<{ readonly at: string; readonly cost: Cost; readonly model?: string }> =
		[];

	constructor(private readonly apiKey: string) {}

	accepts(key: string | undefined): boolean {
		return key === this.apiKey || key === KEY_WITHOUT_CREDIT || key === REGULAR_KEY;
	}

	/** US dollars left. */
	balance(key: string | undefined): number {
		return key === this.apiKey ? INITIAL_BALANCE - this.credits / CREDITS_PER_DOLLAR : 0;
	}

	charge(cost: Cost, model?: string): void {
		this.credits += cost.credits_used;
		this.charges.push({ at: new Date().toISOString(), cost, ...(model && { model }) });
	}

	reset(): void {
		this.credits = 0;
		this.charges.length = 0;
	}
}
