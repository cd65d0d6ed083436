const SUBJECTS = ['The harbour', 'A surveyor', 'The council', 'Every lighthouse', 'The north pier'];
const ACTIONS = ['recorded', 'rebuilt', 'measured', 'abandoned', 'described'];
const OBJECTS = ['the sea wall', 'a row of moorings', 'the tide tables', 'its oldest crane'];
const REASONS = [
	'because the winter storms had shifted the channel by several metres',
	'after the merchants asked for a deeper berth and a wider quay',
	'while the dredgers worked on the far side of the estuary',
	'so that the pilots could trust the charts again in the following spring',
];

/** An article of 100,000 words in 25 chapters; every sentence has its own number. */
export function longPage(words = 100_000): string {
	const chapters: string[] = [];
	let written = 0;
	let sentence = 0;
	while (written < words) {
		const paragraphs: string[] = [];
		for (let paragraph = 0; paragraph < 40; paragraph++) {
			const sentences = Array.from({ length: 5 }, () => {
				sentence++;
				const pick = (list: readonly string[], step: number) =>
					list[Math.floor(sentence / step) % list.length];
				return `${pick(SUBJECTS, 1)} ${pick(ACTIONS, 2)} ${pick(OBJECTS, 3)} in entry ${sentence} ${pick(REASONS, 5)}.`;
			}).join(' ');
			written += sentences.split(' ').length;
			paragraphs.push(`<p>${sentences}</p>`);
		}
		chapters.push(`<h2>Chapter ${chapters.length + 1}</h2>\n${paragraphs.join('\n')}`);
	}
	return `<!doctype html>
<html lang="en"><head><title>The complete harbour chronicle</title></head>
<body><main><article><h1>The complete harbour chronicle</h1>
${chapters.join('\n')}
</article></main></body></html>`;
}
