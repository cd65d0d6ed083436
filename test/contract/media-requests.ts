import type { HttpRequest, JsonObject } from '../../client';
import { refusedFields, unknownFields, type Documentation, type MediaSample } from './documented';

interface Expectations {
	readonly model: string;
	/** The least that a person gives. */
	readonly least: JsonObject;
	/** Contradictions: fields that a model's sample sends and its schema does not list. */
	readonly unknown?: Readonly<Record<string, readonly string[]>>;
}

/** What is documented about the requests of one operation, held against what it sends. */
export function describeRequests(
	name: string,
	documentation: Documentation<MediaSample>,
	request: (body: JsonObject) => HttpRequest,
	{ model, least, unknown = {} }: Expectations,
): void {
	const { method, path, samples } = documentation;
	const withBody = samples.filter(({ file }) => file === undefined);

	describe(`${name}: requests`, () => {
		test.each(withBody)('$model: the documented body is sent as it is, and fits', (sample) => {
			expect(request(sample.body)).toEqual({ method, path, body: sample.body });
			expect(refusedFields(documentation, sample.model, sample.body)).toEqual([]);
			expect(unknownFields(documentation, sample.model, sample.body)).toEqual(
				unknown[sample.model] ?? [],
			);
		});

		test.each(withBody)('$model: a body without the model is refused', ({ body }) => {
			const { model: _model, ...rest } = body;
			expect(() => request(rest)).toThrow(/^model: /);
		});

		test(`the least body for ${model} fits`, () => {
			const { body } = request({ model, ...least });
			expect(refusedFields(documentation, model, body)).toEqual([]);
			expect(unknownFields(documentation, model, body)).toEqual([]);
		});
	});
}
