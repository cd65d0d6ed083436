import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '../../fixtures/tls');

/** A certificate that no browser trusts by itself: for servers on loopback in tests, and nothing else. */
export const certificate = {
	key: readFileSync(join(folder, 'key.pem'), 'utf8'),
	cert: readFileSync(join(folder, 'cert.pem'), 'utf8'),
};
