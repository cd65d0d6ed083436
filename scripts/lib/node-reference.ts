import { RESOURCES } from '../../nodes/AimlApi/resources';

const INTRODUCTION = `# The node AI/ML API

Everything the node can do. \`npm run schemas\` writes this page from the node itself. Each output item also carries
\`call\`: what the call was, cost and used.

`;

/** The page `docs/nodes.md`: a table of all resources and operations, in Markdown. */
export function nodeReference(): string {
	const rows = RESOURCES.flatMap(({ name: resource, operations }) =>
		[...operations]
			.sort((a, b) => a.name.localeCompare(b.name))
			.map(({ name, description }) => [resource, name, description]),
	);
	const table = [['Resource', 'Operation', 'Does'], ['---', '---', '---'], ...rows];
	return INTRODUCTION + table.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
