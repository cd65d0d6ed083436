import { numbersFrom } from './hash';
import type { ModelEntry } from './models';

/** A rate as the catalogue tells it: `price` US dollars for `per` units. */
interface Unit {
	name: string;
	measure: 'input' | 'output';
	price: number;
	per: number;
}

/** `pricing` of a catalogue item. */
export type Pricing =
	| { kind: 'fixed'; currency: 'USD'; units: Unit[] }
	| {
			kind: 'variants';
			currency: 'USD';
			dimensions: string[];
			variants: Array<{ when: Record<string, unknown>; price: number; unit: string; per: number }>;
	  };

/** What a request used, in the units prices are made of. */
export interface Usage {
	readonly input?: number;
	readonly output?: number;
}

/** How a model's price may depend on a parameter: larger and better costs more. */
const DIMENSIONS = ['resolution', 'quality'];
/** The unit of a price by the kind of output; texts and vectors are counted in tokens. */
const UNITS: Readonly<Record<string, { name: string; least: number; most: number }>> = {
	image: { name: 'image', least: 0.003, most: 0.12 },
	video: { name: 'second', least: 0.04, most: 0.6 },
	audio: { name: 'generation', least: 0.02, most: 0.2 },
	'3d': { name: 'mesh', least: 0.05, most: 0.3 },
};

/** An invented, plausible price that is the same in every run. */
export function pricingOf(model: ModelEntry): Pricing {
	const random = numbersFrom(model.id);
	const unit = UNITS[model.output[0]!];
	if (!unit) {
		const input = round(0.05 * 100 ** random());
		return fixed([
			{ name: 'token', measure: 'input', price: input, per: 1_000_000 },
			{ name: 'token', measure: 'output', price: round(input * 4), per: 1_000_000 },
		]);
	}
	const price = round(unit.least * (unit.most / unit.least) ** random());
	for (const dimension of DIMENSIONS) {
		const values = model.request.properties[dimension]?.enum;
		if (!Array.isArray(values) || values.length < 2) continue;
		return {
			kind: 'variants',
			currency: 'USD',
			dimensions: [dimension],
			variants: values.map((value: unknown, index) => ({
				when: { [dimension]: value },
				price: round(price * (1 + index / 2)),
				unit: unit.name,
				per: 1,
			})),
		};
	}
	return fixed([{ name: unit.name, measure: 'output', price, per: 1 }]);
}

/** US dollars for one request. */
export function priceOf(
	model: ModelEntry,
	body: Readonly<Record<string, unknown>>,
	usage: Usage,
): number {
	const pricing = pricingOf(model);
	if (pricing.kind === 'fixed') {
		const prices = pricing.units.map(
			({ measure, price, per }) => ((usage[measure] ?? 0) * price) / per,
		);
		return prices.reduce((sum, price) => sum + price, 0);
	}
	const variant =
		pricing.variants.find(({ when }) =>
			Object.entries(when).every(([name, value]) => body[name] === value),
		) ?? pricing.variants[0]!;
	return ((usage.output ?? 1) * variant.price) / variant.per;
}

function fixed(units: Unit[]): Pricing {
	return { kind: 'fixed', currency: 'USD', units };
}

/** Two significant digits, as prices are. */
function round(price: number): number {
	return Number(price.toPrecision(2));
}
