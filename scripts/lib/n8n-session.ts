import { StepFailure } from './steps';

/** The owner of the local n8n; it listens on the loopback interface only. */
export const OWNER = { email: 'owner@example.com', password: 'Local-n8n-1' } as const;

const REQUEST_DEADLINE = 60_000;
const START_DEADLINE = 30_000;

/** The answer n8n gives to a request that it refuses. */
export class N8nRequestError extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
		this.name = 'N8nRequestError';
	}
}

/** The editor's own interface to n8n, signed in as the owner. */
export class N8nSession {
	private constructor(
		readonly url: string,
		private readonly cookie: string,
	) {}

	/**
	 * Signs in, as the first user when there is none yet.
	 *
	 * @throws StepFailure when the user folder belongs to an owner with another password
	 */
	static async open(url: string): Promise<N8nSession> {
		const deadline = Date.now() + START_DEADLINE;
		for (;;) {
			const cookie =
				(await signIn(url, '/rest/login', {
					emailOrLdapLoginId: OWNER.email,
					password: OWNER.password,
				})) ??
				(await signIn(url, '/rest/owner/setup', {
					...OWNER,
					firstName: 'Local',
					lastName: 'Owner',
				}));
			if (cookie) return new N8nSession(url, cookie);
			// Readiness is answered a moment before the routes are there.
			if (Date.now() > deadline) break;
			await new Promise((resolve) => setTimeout(resolve, 500));
		}
		throw new StepFailure(
			`Could not sign in to n8n as ${OWNER.email}`,
			'If you changed that password, delete the folder build/n8n and run the command again.',
		);
	}

	/**
	 * Sends a request as the editor does.
	 *
	 * @throws N8nRequestError with n8n's message
	 */
	async request<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
		const response = await fetch(`${this.url}${path}`, {
			method,
			headers: { cookie: this.cookie, 'content-type': 'application/json' },
			body: body === undefined ? undefined : JSON.stringify(body),
			signal: AbortSignal.timeout(REQUEST_DEADLINE),
		});
		const answer = parse(await response.text());
		if (response.ok) return (answer.data ?? answer) as Answer;
		const message = String(answer.message ?? response.statusText);
		throw new N8nRequestError(response.status, `${method} ${path}: ${response.status} ${message}`);
	}
}

function parse(text: string): { data?: unknown; message?: unknown } {
	try {
		return JSON.parse(text) as { data?: unknown; message?: unknown };
	} catch {
		return { message: text.slice(0, 200) };
	}
}

async function signIn(url: string, path: string, body: object): Promise<string | undefined> {
	const response = await fetch(`${url}${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
		signal: AbortSignal.timeout(REQUEST_DEADLINE),
	});
	await response.arrayBuffer();
	const cookies = response.headers.getSetCookie();
	return cookies.find((cookie) => cookie.startsWith('n8n-auth='))?.split(';')[0];
}
