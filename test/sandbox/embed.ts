import { numbersFrom } from './hash';

/** A vector of length one: each word adds a direction of its own. */
export function embed(text: string, dimensions: number): number[] {
	const vector = new Array<number>(dimensions).fill(0);
	const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text];
	for (const word of words) {
		const random = numbersFrom(word.slice(0, 6));
		for (let index = 0; index < dimensions; index++) vector[index]! += random() - 0.5;
	}
	const length = Math.hypot(...vector) || 1;
	return vector.map((value) => Number((value / length).toFixed(6)));
}
