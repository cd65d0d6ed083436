import type { TextItem, TextMarkedContent } from 'pdfjs-dist/types/src/display/api';
import type { PdfLine } from './pdf-paragraphs';

/** The lines of a page in the order they were written in, which is the order they are read in. */
export function linesOf(pieces: ReadonlyArray<TextItem | TextMarkedContent>): PdfLine[] {
	const lines: PdfLine[] = [];
	let text = '';
	let place: Omit<PdfLine, 'text'> | undefined;
	const endLine = () => {
		const words = text.replace(/\s+/g, ' ').trim();
		if (words && place) lines.push({ text: words, ...place });
		text = '';
		place = undefined;
	};
	for (const piece of pieces) {
		// The others are marks of the structure.
		if (!('str' in piece)) continue;
		// The last two numbers of the matrix a piece is drawn with are its place.
		const [left = 0, bottom = 0] = piece.transform.slice(4) as number[];
		if (piece.str.trim()) place ??= { left, bottom, height: piece.height };
		text += piece.str;
		if (piece.hasEOL) endLine();
	}
	endLine();
	return lines;
}
