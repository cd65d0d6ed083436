import { StepFailure } from './steps';

const DEADLINE = 20_000;

/** Where requests go through when these are set; n8n obeys them, `fetch` does not. */
const PROXIES = [
	'HTTPS_PROXY',
	'https_proxy',
	'HTTP_PROXY',
	'http_proxy',
	'ALL_PROXY',
	'all_proxy',
];

/**
 * Asks the API once for the balance, which costs nothing, so that a wrong key or a missing network is
 * found before anything is installed and started.
 *
 * Only 401 says that the key is wrong: one that may do what the workflows need may lack the scope for
 * this (403), and what passes by itself need not stop anybody.
 *
 * @throws StepFailure with what to do; it does not hold the key
 */
export async function checkKey(apiKey: string, baseUrl: string): Promise<void> {
	const status = await askForBalance(apiKey, baseUrl);
	if (status === 401) {
		throw new StepFailure(
			`${baseUrl} does not know this AIMLAPI_KEY (401)`,
			'Copy a key from https://aimlapi.com/app/keys, or unset AIMLAPI_KEY to use the sandbox.',
		);
	}
}

async function askForBalance(apiKey: string, baseUrl: string): Promise<number | undefined> {
	const root = baseUrl.replace(/\/+$/, '').replace(/\/v1$/, '');
	try {
		const answer = await fetch(`${root}/v2/billing`, {
			headers: headersWith(apiKey),
			// The key is for this host only.
			redirect: 'manual',
			signal: AbortSignal.timeout(DEADLINE),
		});
		await answer.body?.cancel();
		return answer.status;
	} catch (error) {
		if (error instanceof StepFailure) throw error;
		if (PROXIES.some((name) => process.env[name])) return undefined;
		const { name, cause } = error as Error & { cause?: { code?: string; message?: string } };
		throw new StepFailure(
			`${baseUrl} could not be reached (${cause?.code ?? cause?.message ?? name})`,
			'Check the connection and AIMLAPI_BASE_URL, or unset AIMLAPI_KEY to use the sandbox.',
		);
	}
}

/** @throws StepFailure for what no header can hold; the error of `Headers` would quote the key */
function headersWith(apiKey: string): Headers {
	try {
		return new Headers({ authorization: `Bearer ${apiKey}` });
	} catch {
		throw new StepFailure(
			'AIMLAPI_KEY holds characters that no key has',
			'Copy the key again from https://aimlapi.com/app/keys.',
		);
	}
}
