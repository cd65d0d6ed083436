/** Chooses a value of a list, which gets it as a further entry when it has none. */
export function choose(list: HTMLSelectElement, value: string, label = value): void {
	const isOffered = [...list.options].some((option) => option.value === value);
	if (!isOffered) list.add(new Option(label, value));
	list.value = value;
}
