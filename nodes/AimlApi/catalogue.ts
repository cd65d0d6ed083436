import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { isAimlApiError, readCatalogue, type Catalogue } from '../../client';
import { createPorts, readBaseUrl } from '../shared/transport';

/** A person waits for the picker: a slow catalogue (milliseconds) is as good as none. */
const TIMEOUT = 20_000;
const MAX_ATTEMPTS = 2;

/** The catalogue last read from each base URL: to transfer less, and to explain failures. Losing it costs one request. */
const catalogues = new Map<string, Catalogue>();

/** The catalogue as it was last read; undefined when it never was. */
export function catalogueAtHand(baseUrl: string): Catalogue | undefined {
	return catalogues.get(baseUrl);
}

/** Catalogues read in one run of the node, so that its items share them. */
const readings = new WeakMap<IExecuteFunctions, Promise<Catalogue>>();

/** The live catalogue, read once in a run. */
export function catalogueOnce(context: IExecuteFunctions): Promise<Catalogue> {
	const reading = readings.get(context) ?? loadCatalogue(context);
	readings.set(context, reading);
	return reading;
}

/** The live catalogue; the one read before, or an empty one, when it is out of reach. */
export async function loadCatalogue(
	context: IExecuteFunctions | ILoadOptionsFunctions,
): Promise<Catalogue> {
	const baseUrl = await readBaseUrl(context);
	const previous = catalogues.get(baseUrl);
	const ports = createPorts(context, baseUrl, { timeout: TIMEOUT });
	const reading = readCatalogue(ports, previous, MAX_ATTEMPTS).then((catalogue) => {
		catalogues.set(baseUrl, catalogue);
		return catalogue;
	});
	return await reading.catch((error: unknown) => {
		if (isAimlApiError(error)) return previous ?? { models: [] };
		throw error;
	});
}
