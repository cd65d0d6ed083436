declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs' {
	/** Answers what the other half of PDF.js asks; its package describes only that half. */
	export const WorkerMessageHandler: unknown;
}
