import { elementById } from '../shared/element';
import { describeProblem } from '../shared/problem';
import { problemContent } from '../shared/problem-content';
import { forgetKey, readSettings, saveSettings, type Settings } from '../shared/settings';
import { localizePage, text } from '../shared/texts';
import { FieldError, fillForm, hostRefused, readForm, readFormWithKey } from './form';
import { keepOnlyHostAccess, requestHostAccess } from './host-access';
import { offerModels } from './model-list';
import { testKey } from './test-key';

localizePage();

const status = elementById('status', HTMLElement);
const alert = elementById('alert', HTMLElement);

let stored = await readSettings();
fillForm(stored);
offerModels(() => stored);

elementById('form', HTMLFormElement).addEventListener('submit', (event) => {
	event.preventDefault();
	void report(async () => {
		await store(await withAccess(readForm(stored)));
		return text(stored.apiKey ? 'saved' : 'savedWithoutKey');
	});
});

elementById('test-key', HTMLButtonElement).addEventListener('click', () => {
	void report(async () => {
		const settings = await withAccess(readFormWithKey(stored));
		status.textContent = text('testing');
		return testKey(settings);
	});
});

elementById('forget-key', HTMLButtonElement).addEventListener('click', () => {
	void report(async () => {
		await forgetKey();
		stored = await readSettings();
		fillForm(stored);
		return text('forgotten');
	});
});

// Closed until now: what is typed before would be overwritten, and what is pressed before would be lost.
elementById('fields', HTMLFieldSetElement).disabled = false;

/** The settings, once the user has allowed access to their host. Nothing is waited for before it asks. */
async function withAccess(settings: Settings): Promise<Settings> {
	if (await requestHostAccess(settings.baseUrl)) return settings;
	throw hostRefused(settings.baseUrl);
}

async function store(settings: Settings): Promise<void> {
	await saveSettings(settings);
	await keepOnlyHostAccess(settings.baseUrl);
	stored = await readSettings();
	fillForm(stored);
}

/** Says how an action ended: its sentence in the status, or the problem in the alert. */
async function report(action: () => Promise<string>): Promise<void> {
	status.textContent = '';
	alert.replaceChildren();
	try {
		status.textContent = await action();
	} catch (error) {
		status.textContent = '';
		showProblem(error);
	}
}

function showProblem(error: unknown): void {
	if (error instanceof FieldError) {
		alert.textContent = error.message;
		error.field.focus();
	} else {
		alert.replaceChildren(...problemContent(describeProblem(error)));
	}
}
