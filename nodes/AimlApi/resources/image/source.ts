import type { SourceFields } from '../../source';

/** One picture by URL or as a binary. */
export const IMAGE: SourceFields = {
	source: 'imageSource',
	url: 'imageUrl',
	label: 'Image',
	needed: 'an image',
	placeholder: 'e.g. https://example.com/photo.jpg',
	types: /^image\//,
	takesDataUrl: true,
};
