/** The page's own element with this id. Throws when the HTML and the code have drifted apart. */
export function elementById<Type extends HTMLElement>(id: string, type: new () => Type): Type {
	const element = document.getElementById(id);
	if (!(element instanceof type)) throw new Error(`The page has no ${type.name} #${id}.`);
	return element;
}
