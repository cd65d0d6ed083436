/** What a generated PDF is. */
export interface PdfOptions {
	/** The lines of each page, from the top; an empty one leaves a blank line. No lines: nothing but a drawing, as in a scan. */
	readonly pages: ReadonlyArray<readonly string[]>;
	readonly title?: string;
	/** Asks for a password that nobody knows. */
	readonly locked?: boolean;
}

const FONT_SIZE = 11;
const LEADING = 14;
const PAGE = { width: 595, height: 842, margin: 60 };

/** A PDF of text, as plain as the format allows. */
export function makePdf({ pages, title, locked = false }: PdfOptions): Buffer {
	const objects: string[] = [];
	const add = (body: string) => `${objects.push(body)} 0 R`;
	const font = add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
	// The tree of pages comes after its pages, which name it.
	const tree = `${objects.length + 2 * pages.length + 1} 0 R`;
	const kids = pages.map((lines) => {
		const content = lines.length ? textOf(lines) : drawing();
		const stream = add(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
		return add(
			`<< /Type /Page /Parent ${tree} /MediaBox [0 0 ${PAGE.width} ${PAGE.height}] ` +
				`/Resources << /Font << /F1 ${font} >> >> /Contents ${stream} >>`,
		);
	});
	add(`<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${kids.length} >>`);
	const catalog = add(`<< /Type /Catalog /Pages ${tree} >>`);
	const trailer = [`/Size ${objects.length + 1}`, `/Root ${catalog}`];
	if (title) trailer.push(`/Info << /Title (${escape(title)}) >>`);
	if (locked) trailer.push(`/Encrypt ${LOCK}`, `/ID [<${'00'.repeat(16)}> <${'00'.repeat(16)}>]`);
	return serialize(objects, trailer.join(' '));
}

/** The standard handler with a password of which only a made-up digest is told. */
const LOCK = `<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'a1'.repeat(32)}> /U <${'b2'.repeat(32)}> >>`;

function serialize(objects: readonly string[], trailer: string): Buffer {
	let text = '%PDF-1.4\n';
	const offsets = objects.map((body, index) => {
		const offset = text.length;
		text += `${index + 1} 0 obj\n${body}\nendobj\n`;
		return `${String(offset).padStart(10, '0')} 00000 n \n`;
	});
	const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
	return Buffer.from(
		`${text}${table}trailer << ${trailer} >>\nstartxref\n${text.length}\n%%EOF\n`,
		'latin1',
	);
}

function textOf(lines: readonly string[]): string {
	const drawn = lines.map((line) => (line ? `(${escape(line)}) Tj T*` : 'T*'));
	const start = `${PAGE.margin} ${PAGE.height - PAGE.margin} Td`;
	return `BT /F1 ${FONT_SIZE} Tf ${LEADING} TL ${start} ${drawn.join('\n')} ET`;
}

function drawing(): string {
	return `0.5 g ${PAGE.margin} ${PAGE.margin} 300 400 re f`;
}

function escape(text: string): string {
	return text.replace(/[\\()]/g, '\\$&');
}
