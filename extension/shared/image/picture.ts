/** The longest side of a picture that is sent, in pixels: models see no more of a larger one. */
export const LONGEST_SIDE = 1536;
/** Fewer pixels in a row or a column show nothing: such images space a page out or count its visitors. */
export const LEAST_SIDE = 8;
/** A transparent picture is sent as it is up to this many bytes. */
const TRANSPARENT_BYTES = 1_000_000;

/** Pixels. */
export interface Size {
	readonly width: number;
	readonly height: number;
}

/** The size a picture is sent in: its own, or smaller in the same proportions. */
export function sizeToSend({ width, height }: Size): Size {
	const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
	return {
		width: Math.max(1, Math.round(width * scale)),
		height: Math.max(1, Math.round(height * scale)),
	};
}

/** A part of a picture, in its own pixels. */
export interface Area extends Size {
	readonly left: number;
	readonly top: number;
}

/**
 * A picture as a data URL: JPEG, or PNG where it is transparent. Of one that moves it is the first frame.
 *
 * @param size what it is drawn in; its own when absent. It is always scaled down when it is large.
 * @throws DOMException `SecurityError` when the page may show the picture but not read it
 */
export async function pictureUrl(
	source: CanvasImageSource,
	area: Area,
	size: Size = area,
): Promise<string> {
	const { width, height } = sizeToSend(size);
	const canvas = new OffscreenCanvas(width, height);
	const context = canvas.getContext('2d', { willReadFrequently: true })!;
	context.imageSmoothingQuality = 'high';
	context.drawImage(source, area.left, area.top, area.width, area.height, 0, 0, width, height);
	if (isTransparent(context.getImageData(0, 0, width, height))) {
		const png = await canvas.convertToBlob({ type: 'image/png' });
		if (png.size <= TRANSPARENT_BYTES) return dataUrlOf(png);
		context.globalCompositeOperation = 'destination-over';
		context.fillStyle = 'white';
		context.fillRect(0, 0, width, height);
	}
	return dataUrlOf(await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 }));
}

function isTransparent({ data }: ImageData): boolean {
	for (let alpha = 3; alpha < data.length; alpha += 4) if (data[alpha]! < 255) return true;
	return false;
}

function dataUrlOf(blob: Blob): Promise<string> {
	return new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(String(reader.result));
		reader.onerror = () => reject(reader.error);
		reader.readAsDataURL(blob);
	});
}
