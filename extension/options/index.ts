import { elementById } from '../shared/element';
import { describeProblem } from '../shared/problem/problem';
import {
	forgetKey,
	readSettings,
	saveSettings,
	watchSettings,
	type Settings,
} from '../shared/settings';
import { resetSpending } from '../shared/state/spending';
import { localizePage, text } from '../shared/texts';
import { fillForm, hostRefused, readForm, readFormWithKey, showKey } from './form';
import { keepOnlyHostAccess, requestHostAccess } from './host-access';
import { offerLanguages } from './language-list';
import { offerModels } from './model-list';
import { report, type Outcome } from './report';
import { readSpeed, showSpeed } from './speed';
import { showSpending } from './spending';
import { testKey } from './test-key';
import { offerVoices } from './voice-list';

/** Milliseconds in which the browser answers when it has nothing to ask. */
const PATIENCE = 300;

localizePage();

let stored = await readSettings();
offerLanguages();
fillForm(stored);
offerModels(() => stored);
offerVoices(() => stored);
await showSpending();
const watched = await watchSettings(followSpeed);

elementById('form', HTMLFormElement).addEventListener('submit', (event) => {
	event.preventDefault();
	void report(async (say) => {
		const before = stored;
		await store(await withAccess(readForm(), say));
		if (!stored.apiKey) return text('savedWithoutKey');
		if (stored.apiKey === before.apiKey && stored.baseUrl === before.baseUrl) return text('saved');
		say(text('savedTesting'));
		return testAfterSaving();
	});
});

elementById('test-key', HTMLButtonElement).addEventListener('click', () => {
	void report(async (say) => {
		const settings = await withAccess(readFormWithKey(), say);
		say(text('testing'));
		return testKey(settings);
	});
});

elementById('forget-key', HTMLButtonElement).addEventListener('click', () => {
	void report(async () => {
		await forgetKey();
		stored = await readSettings();
		// What was changed in other fields stays, to be saved or not.
		showKey(stored);
		return text('forgotten');
	});
});

elementById('reset-spending', HTMLButtonElement).addEventListener('click', () => {
	void report(async () => {
		await resetSpending();
		return text('spendingReset');
	});
});

// Closed until now: what is typed before would be overwritten, and what is pressed before would be lost.
elementById('fields', HTMLFieldSetElement).disabled = false;

/** The settings, once the user has allowed access to their host. Nothing is waited for before it asks. */
async function withAccess(settings: Settings, say: (text: string) => void): Promise<Settings> {
	const access = requestHostAccess(settings.baseUrl);
	// The browser's question is easily missed; where access was given before, there is none.
	const { host } = new URL(settings.baseUrl);
	const asking = setTimeout(() => say(text('askingHost', host)), PATIENCE);
	const allowed = await access.finally(() => clearTimeout(asking));
	if (allowed) return settings;
	throw hostRefused(settings.baseUrl);
}

async function store(settings: Settings): Promise<void> {
	await saveSettings(settings);
	await keepOnlyHostAccess(settings.baseUrl);
	stored = await readSettings();
	fillForm(stored);
}

/** The player of the panel changes the speed, too; one that was chosen here and is not saved yet stays. */
function followSpeed(): void {
	const { speechSpeed } = watched.current;
	if (readSpeed() === stored.speechSpeed) showSpeed(speechSpeed);
	stored = { ...stored, speechSpeed };
}

/** A key that is new is tried at once: nobody should learn from a failed summary that it is wrong. */
async function testAfterSaving(): Promise<Outcome> {
	try {
		return text('savedAndTested', await testKey(stored));
	} catch (error) {
		const problem = describeProblem(error);
		return { ...problem, text: text('savedUntested', problem.text) };
	}
}
