import { text } from './texts';

/** US dollars in the user's way of writing: to the cent, small amounts to two digits that count: `$0.00042`. */
export function formatCost(usd: number): string {
	return new Intl.NumberFormat(text('languageCode'), {
		style: 'currency',
		currency: 'USD',
		maximumSignificantDigits: 2,
		roundingPriority: 'morePrecision',
	}).format(usd);
}

/** An amount of money to the cent. */
export function formatMoney(amount: number, currency: string): string {
	return new Intl.NumberFormat(text('languageCode'), { style: 'currency', currency }).format(
		amount,
	);
}
