import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { WorkerMessageHandler } from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import { cutText, MOST_CHARACTERS } from '../shared/page/page';
import type { ExtractedPage } from './extract';
import { linesOf } from './pdf-lines';
import { paragraphsOf, type PdfLine } from './pdf-paragraphs';
import { readBytes } from './read-bytes';

declare global {
	/** Where PDF.js looks for its worker before it starts one. */
	var pdfjsWorker: { WorkerMessageHandler: unknown };
}

/** Less are the page numbers of a scan. */
const LEAST_CHARACTERS = 80;

// In the tab of a PDF nothing else runs: no worker is needed, which a page's policy could forbid.
globalThis.pdfjsWorker = { WorkerMessageHandler };

globalThis.extractPage = async () => {
	const bytes = await readBytes();
	return typeof bytes === 'string' ? bytes : extractPdf(bytes);
};

async function extractPdf(data: Uint8Array): Promise<ExtractedPage> {
	const task = getDocument({ data, isEvalSupported: false, verbosity: 0 });
	try {
		const pdf = await task.promise;
		const text = paragraphsOf(await readLines(pdf));
		if (text.length < LEAST_CHARACTERS) return 'pdf-without-text';
		return {
			title: await titleOf(pdf),
			url: location.href,
			pageCount: pdf.numPages,
			...cutText(text),
		};
	} catch (error) {
		return (error as Error).name === 'PasswordException' ? 'pdf-locked' : 'pdf-broken';
	} finally {
		await task.destroy();
	}
}

/** The lines of all pages, as far as they are wanted. */
async function readLines(pdf: PDFDocumentProxy): Promise<PdfLine[][]> {
	const pages: PdfLine[][] = [];
	let characters = 0;
	for (let number = 1; number <= pdf.numPages && characters <= MOST_CHARACTERS; number++) {
		const page = await pdf.getPage(number);
		const lines = linesOf((await page.getTextContent()).items);
		characters += lines.reduce((sum, { text }) => sum + text.length, 0);
		pages.push(lines);
		page.cleanup();
	}
	return pages;
}

/** What the document calls itself, or the name of its file. */
async function titleOf(pdf: PDFDocumentProxy): Promise<string> {
	const { info } = await pdf.getMetadata();
	const { Title: title } = info as { Title?: unknown };
	const file = decodeURIComponent(location.pathname.split('/').at(-1) ?? '');
	return (typeof title === 'string' && title.trim() ? title.trim() : file).slice(0, 300);
}
