import { isAimlApiError, readCatalogue, type Catalogue, type Ports } from '../../../client';

/** The one read last: as long as the API says that it is unchanged, it is not sent again. */
let known: Catalogue | undefined;

/**
 * The live catalogue of models, for what is only a help; undefined when it is out of reach.
 * @throws AimlApiError `cancelled`
 */
export async function latestCatalogue(ports: Ports): Promise<Catalogue | undefined> {
	try {
		known = await readCatalogue(ports, known, 1);
		return known;
	} catch (error) {
		if (isAimlApiError(error) && error.code !== 'cancelled') return undefined;
		throw error;
	}
}
