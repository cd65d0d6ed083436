import { createTransport } from '../../extension/shared/api/transport';
import { describeTransport } from './transport-suite';

describeTransport('the extension (fetch)', {
	createTransport: (baseUrl, apiKey, binding) => createTransport({ baseUrl, apiKey, ...binding }),
	knowsUnsent: false,
});
