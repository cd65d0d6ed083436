/** Endings of names that only a local network knows. */
const LOCAL_NAME =
	/(^|\.)(localhost|local|localdomain|internal|intranet|private|corp|home|lan|home\.arpa|test|invalid)$/;

/** Ranges of IPv4 that lead to this computer, to a local network or to no single computer. */
const LOCAL_IPV4: readonly RegExp[] = [
	/^(0|10|127)\./,
	/^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
	/^169\.254\./,
	/^172\.(1[6-9]|2\d|3[01])\./,
	/^192\.168\./,
	/^192\.0\.[02]\./,
	/^198\.1[89]\./,
	/^(22[4-9]|2[345]\d)\./,
];

/** Parameters of an address that stand for a login. */
const LOGIN_PARAMETER =
	/(^|[-_.])(token|signature|sig|auth|authorization|jwt|session|sid|password|secret|key|apikey)$/i;

/** True when a computer anywhere on the internet can be expected to get the same under this address. */
export function isPublicAddress(address: string): boolean {
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (!url || !/^https?:$/.test(url.protocol)) return false;
	if (url.username || url.password) return false;
	if ([...url.searchParams.keys()].some((name) => LOGIN_PARAMETER.test(name))) return false;
	return isPublicHost(url.hostname.replace(/\.$/, ''));
}

/** The host as `URL` spells it: an IPv4 address always in four decimal numbers. */
function isPublicHost(host: string): boolean {
	// Of IPv6, only this eighth is handed out for the internet.
	if (host.startsWith('[')) return /^\[[23]/.test(host);
	if (/^\d+(\.\d+){3}$/.test(host)) return !LOCAL_IPV4.some((range) => range.test(host));
	return host.includes('.') && !LOCAL_NAME.test(host);
}
