import { file, paid, step, text, type Step } from '../lib/step';
import { modelById } from '../lib/workflow';

/** A PDF with its pictures, and the text of one of them. */
export const document: Step[] = [
	step(
		'Read the invoice',
		{
			resource: 'document',
			operation: 'recognizeText',
			model: modelById('mistral-ocr-latest'),
			documentUrl: 'https://files.example/invoice.pdf',
			modelParameters: { mappingMode: 'defineBelow', value: { include_image_base64: true } },
		},
		{
			json: {
				text: text(/^# Page 1\n\n.*“invoice\.pdf”/),
				pageCount: 2,
				pages: [{ images: [{ binaryProperty: 'data' }] }, {}],
				call: paid('mistral-ocr-latest'),
			},
			binary: { data: file('image/png', 'img-0.png'), data2: file('image/png', 'img-1.png') },
		},
	),
	step(
		'Read its second picture',
		{
			resource: 'document',
			operation: 'recognizeText',
			model: modelById('mistral-ocr-latest'),
			documentSource: 'binary',
			binaryPropertyName: 'data2',
		},
		{ json: { text: text('64 × 64 pixels'), pageCount: 1, call: paid('mistral-ocr-latest') } },
	),
];
