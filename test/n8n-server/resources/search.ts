import { free, paid, step, text, type Step } from '../lib/step';
import { modelById } from '../lib/workflow';

const MODEL = 'bagoodex/bagoodex-search-v1';
const find = (operation: string) => ({
	resource: 'search',
	operation,
	model: modelById(MODEL),
	followupId: '={{ $("Find links").item.json.answerId }}',
});
const address = text(/^https:\/\//);

/** An answer with its sources, and everything else that is found for one search paid once. */
export const search: Step[] = [
	step(
		'Answer',
		{
			resource: 'search',
			operation: 'answer',
			model: modelById('perplexity/sonar'),
			query: 'What is new in Oslo?',
		},
		{
			json: {
				text: text('Oslo'),
				sources: [{ url: address, title: text('Overview') }, { url: address }],
				call: paid('perplexity/sonar'),
			},
		},
	),
	step(
		'Find links',
		{ resource: 'search', operation: 'findLinks', model: modelById(MODEL), query: 'Oslo' },
		{
			json: { links: [address, address, address], answerId: text(/^chatcmpl-/), call: paid(MODEL) },
		},
	),
	step('Find images', find('findImages'), {
		json: { images: [{ original: address }, {}, {}], call: free() },
	}),
	step('Find videos', find('findVideos'), {
		json: { videos: [{ thumbnail: address }, {}, {}], call: free() },
	}),
	step('Find the weather', find('findWeather'), {
		json: { type: 'weather_result', temperature: '18', location: 'Oslo', call: free() },
	}),
	step('Find a map', find('findLocalMap'), {
		json: { link: address, image: address, call: free() },
	}),
	step('Get knowledge', find('getKnowledge'), {
		json: { title: 'Oslo', description: text('Oslo'), call: free() },
	}),
];
