/** Dots per glyph; two more rows hang below the line. */
export const GLYPH_WIDTH = 5;
export const GLYPH_HEIGHT = 7;

/**
 * A 5x7 dot font drawn for this sandbox: one digit to base 32 for each row from top to bottom,
 * whose five bits are the row's dots, e.g. `e` = 14 = 01110.
 */
const GLYPHS: Readonly<Record<string, string>> = {
	...{ A: 'ehhvhhh', B: 'uhhuhhu', C: 'ehggghe', D: 'uhhhhhu', E: 'vgguggv', F: 'vgguggg' },
	...{ G: 'ehgnhhe', H: 'hhhvhhh', I: 'e44444e', J: '72222ic', K: 'hikokih', L: 'ggggggv' },
	...{ M: 'hrllhhh', N: 'hhpljhh', O: 'ehhhhhe', P: 'uhhuggg', Q: 'ehhhlid', R: 'uhhukih' },
	...{ S: 'fgge11u', T: 'v444444', U: 'hhhhhhe', V: 'hhhhha4', W: 'hhhllrh', X: 'hha4ahh' },
	...{ Y: 'hha4444', Z: 'v1248gv', a: '00e1fhf', b: 'ggmphhu', c: '00egghe', d: '11djhhf' },
	...{ e: '00ehvge', f: '698s888', g: '00fhhhf1e', h: 'ggmphhh', i: '40c444e', j: '2062222ic' },
	...{ k: 'ggikoki', l: 'c44444e', m: '00qllhh', n: '00mphhh', o: '00ehhhe', p: '00uhhhugg' },
	...{ q: '00fhhhf11', r: '00mpggg', s: '00ege1u', t: '88s8896', u: '00hhhjd', v: '00hhha4' },
	...{ w: '00hhlla', x: '00ha4ah', y: '00hhhhf1e', z: '00v248v' },
	...{ 0: 'ehjlphe', 1: '4c4444e', 2: 'eh1248v', 3: 'v2421he', 4: '26aiv22' },
	...{ 5: 'vgu11he', 6: '68guhhe', 7: 'v124888', 8: 'ehhehhe', 9: 'ehhf12c' },
	...{ ' ': '0000000', '.': '00000cc', ',': '0000c48', ':': '0cc0cc0', ';': '0cc0c48' },
	...{ '!': '4444004', '?': 'eh12404', "'": 'c480000', '"': 'aaa0000', '-': '000v000' },
	...{ _: '000000v', '(': '2488842', ')': '8422248', '/': '01248g0', '\\': '0g84210' },
	...{ '+': '044v440', '*': '04lel40', '=': '00v0v00', '%': 'op248j3', '&': 'cik8lid' },
	...{ '#': 'aavavaa', '@': 'eh1dlle', $: '4fke5u4', '[': 'e88888e', ']': 'e22222e' },
	...{ '<': '248g842', '>': '8421248', '|': '4444444', '~': '008l200' },
};

/** A box, for what the font does not have. */
const UNKNOWN = 'vhhhhhv';

/** The rows of a character from top to bottom; bit 4 is the leftmost dot. */
export function glyphOf(character: string): number[] {
	return [...(GLYPHS[character] ?? UNKNOWN)].map((row) => parseInt(row, 32));
}

/** A text as the font can show it: accents and typographic signs give way to plain ones. */
export function plain(text: string): string {
	return text
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(/[‘’]/g, "'")
		.replace(/[“”„«»]/g, '"')
		.replace(/[‐-―]/g, '-')
		.replace(/\s+/g, ' ')
		.trim();
}
