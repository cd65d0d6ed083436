import { defineManifest } from '@crxjs/vite-plugin';
import { version } from '../package.json';

/**
 * Only the panel's own scripts run, and nothing but them is loaded: no remote image, no frame, no
 * HTML made from text (`require-trusted-types-for`). `connect-src` is the one wide entry: the API's
 * base URL is the user's to choose, and a policy cannot follow a setting. The key still goes nowhere
 * else, since one transport bound to one base URL is the only code that holds it.
 */
const CONTENT_SECURITY_POLICY = {
	'default-src': "'none'",
	'script-src': "'self'",
	'style-src': "'self'",
	// Images of a search are fetched, when they are asked for, and shown from memory.
	'img-src': "'self' blob:",
	// Speech is fetched, and played from memory.
	'media-src': 'blob:',
	'font-src': "'self'",
	'connect-src': "'self' https: http://127.0.0.1:* http://localhost:*",
	'base-uri': "'none'",
	'form-action': "'none'",
	'require-trusted-types-for': "'script'",
	'trusted-types': "'none'",
};

/** What the dev server needs on top: its module server, its socket and injected styles. */
const DEVELOPMENT_POLICY = {
	'default-src': "'self'",
	'script-src': "'self' http://localhost:*",
	'style-src': "'self' 'unsafe-inline'",
	'connect-src': "'self' https: http://127.0.0.1:* http://localhost:* ws://localhost:*",
};

const ICONS = {
	16: 'icons/icon-16.png',
	32: 'icons/icon-32.png',
	48: 'icons/icon-48.png',
	128: 'icons/icon-128.png',
};

/** The extension's manifest: the least it can work with. Pages are read only after a gesture on them. */
export default defineManifest(({ mode }) => ({
	manifest_version: 3,
	name: '__MSG_extensionName__',
	short_name: '__MSG_productName__',
	description: '__MSG_extensionDescription__',
	version,
	default_locale: 'en',
	// The oldest in which an answer's body can be read with `for await`.
	minimum_chrome_version: '124',
	icons: ICONS,
	permissions: ['activeTab', 'contextMenus', 'offscreen', 'scripting', 'sidePanel', 'storage'],
	// The API, and where it leaves the files it generates.
	host_permissions: ['https://api.aimlapi.com/*', 'https://cdn.aimlapi.com/*'],
	// Asked for one host at a time, when the user saves another base URL.
	optional_host_permissions: ['https://*/*', 'http://127.0.0.1/*', 'http://localhost/*'],
	background: { service_worker: 'background/index.ts', type: 'module' },
	action: { default_title: '__MSG_actionTitle__', default_icon: ICONS },
	side_panel: { default_path: 'sidepanel/index.html' },
	options_ui: { page: 'options/index.html', open_in_tab: true },
	commands: {
		_execute_action: {
			suggested_key: { default: 'Alt+Shift+S' },
			description: '__MSG_commandOpenPanel__',
		},
		'summarize-page': {
			suggested_key: { default: 'Alt+Shift+U' },
			description: '__MSG_summarizePage__',
		},
		'read-selection': {
			suggested_key: { default: 'Alt+Shift+L' },
			description: '__MSG_readSelection__',
		},
		stop: { suggested_key: { default: 'Alt+Shift+Q' }, description: '__MSG_stop__' },
	},
	content_security_policy: {
		extension_pages: Object.entries(
			mode === 'development' ? DEVELOPMENT_POLICY : CONTENT_SECURITY_POLICY,
		)
			.map((directive) => directive.join(' '))
			.join('; '),
	},
}));
