import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

/** The base URL without a trailing slash or `/v1`, which both forms of the documentation add. */
const BASE_URL = '={{ $credentials.baseUrl.trim().replace(/\\/+$/, "").replace(/\\/v1$/, "") }}';

/** The one credential of the pack: an API key, and where the API is. */
export class AimlApi implements ICredentialType {
	name = 'aimlApi';

	displayName = 'AI/ML API';

	icon: Icon = { light: 'file:aimlApi.svg', dark: 'file:aimlApi.dark.svg' };

	documentationUrl = 'https://docs.aimlapi.com/quickstart/setting-up';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'Create one under <a href="https://aimlapi.com/app/keys">aimlapi.com/app/keys</a>',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.aimlapi.com',
			required: true,
			description: 'Where the API is. The key is sent to this host and to no other.',
			hint: 'Begins with https://, and with http:// only for a server of your own',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{ $credentials.apiKey.trim() }}' } },
	};

	// The model catalogue needs no key and would prove nothing; the balance does.
	test: ICredentialTestRequest = {
		request: { baseURL: BASE_URL, url: '/v2/billing', disableFollowRedirect: true },
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'This request requires a valid API key. You can create a new API key on the Billing page: https://aimlapi.com/app/keys',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'The API refused this key (403): it may have run out of credits, lack the scope, or be a management key. See https://aimlapi.com/app/billing/',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message: 'There is no AI/ML API at this base URL (404). Check the Base URL.',
				},
			},
		],
	};
}
