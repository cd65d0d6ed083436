import { text } from './texts';

/** US dollars in the user's way of writing: to the cent, small amounts to two digits that count: `$0.00042`. */
export function formatCost(usd: number): string {
	const options = { maximumSignificantDigits: 2, roundingPriority: 'morePrecision' } as const;
	return formatMoney(usd, 'USD', options);
}

/** An amount of money; to the cent, unless the options say otherwise. */
export function formatMoney(
	amount: number,
	currency: string,
	options: Intl.NumberFormatOptions = {},
): string {
	const money = { ...options, style: 'currency', currency } as const;
	const written = new Intl.NumberFormat(text('languageCode'), money).format(amount);
	// From right to left, the sign after the letters of "US$" would come before them; a mark holds it there.
	return text('textDirection') === 'rtl' ? written.replace('$', '$\u200e') : written;
}
