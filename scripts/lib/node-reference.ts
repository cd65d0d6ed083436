import { RESOURCES } from '../../nodes/AimlApi/resources';

const INTRODUCTION = `# The node AI/ML API

Every operation of the node, and what it is called in the editor's list of actions; the fields explain themselves
there. \`npm run schemas\` writes this page from the node itself. Each output item also carries \`call\`: what the
call was, cost and used.

`;

/** The page `docs/nodes.md`: a table of all resources and operations, in Markdown. */
export function nodeReference(): string {
	const rows = RESOURCES.flatMap(({ name: resource, operations }) =>
		[...operations]
			.sort((a, b) => a.name.localeCompare(b.name))
			.map(({ name, action, description }) => [resource, name, action, description]),
	);
	const table = [
		['Resource', 'Operation', 'Action', 'Does'],
		['---', '---', '---', '---'],
		...rows,
	];
	return INTRODUCTION + table.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
