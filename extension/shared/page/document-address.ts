/**
 * True when two addresses lead to the same document. A fragment names a place in it, unless it is one by
 * which a page tells its own views apart (`#/…`, `#!…`). An address that is not told is another one.
 */
export function isSameDocument(one: string | undefined, other: string | undefined): boolean {
	return one !== undefined && other !== undefined && withoutPlace(one) === withoutPlace(other);
}

function withoutPlace(address: string): string {
	return address.replace(/#(?![/!]).*$/, '');
}
