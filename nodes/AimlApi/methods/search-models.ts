import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import {
	describeModel,
	modelsOfTypes,
	searchModels as filterModels,
	type Model,
} from '../../../client';
import { loadCatalogue } from '../catalogue';
import { modelTypesOf } from '../operation';
import { findOperation } from '../resources';

/** The models that fit the chosen operation, for the model picker. With the catalogue out of reach the list is empty and By ID still works. */
export async function searchModels(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const resource = this.getCurrentNodeParameter('resource') as string;
	const operation = this.getCurrentNodeParameter('operation') as string;
	const chosen = findOperation(resource, operation);
	const types = modelTypesOf(chosen, (field) => this.getCurrentNodeParameter(field));
	const catalogue = await loadCatalogue(this);
	const fitting = modelsOfTypes(catalogue, types).filter(chosen?.fits ?? (() => true));
	const models = filterModels(fitting, filter);
	return { results: models.map(toResult) };
}

/** The editor shows nothing but the name, so what one chooses by stands in it. */
function toResult(model: Model) {
	const { docsUrl, url } = model.info;
	const link = docsUrl || url;
	return {
		name: [model.id, describeModel(model)].filter(Boolean).join(' · '),
		value: model.id,
		...(link && { url: link }),
	};
}
