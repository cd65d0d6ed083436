import browser from 'webextension-polyfill';
import type { JsonObject } from '../../client';
import { errorOf, failureOf } from './problem/failure';
import type { ImageWay } from './image/image-ways';
import type { PlaybackCommand, PlaybackEvent, Reading, SpeechPlace } from './speech/playback';
import type { Settings } from './settings';
import type { TabState } from './state/tab-state';
import type { ImageReference, Task, TaskImage } from './task';

/** What the parts of the extension can be asked, as functions: the whole protocol. */
export interface Protocol {
	panel: {
		/** Does a task of the tab, which is shown in the panel's window. */
		start(tabId: number, task: Task): void;
		/** Stops what runs for the tab, if anything does here. */
		stop(tabId: number): void;
		/** The user gave access to the tab's page by a gesture on it. */
		pageAllowed(tabId: number): void;
	};
	worker: {
		/** A text will be read out in a moment: what plays it is opened meanwhile. */
		expectReading(): void;
		/** Reads a text out; what was read before falls silent. */
		readAloud(speech: Speech): void;
		/** Does something with the reading there is; nothing when there is none. */
		controlPlayback(command: PlaybackCommand): void;
		/** From now on; 0.5 to 3, 1 is as it was spoken. */
		setSpeechSpeed(speed: number): void;
		/** Corrects the state of a reading whose document is gone. */
		checkPlayback(): void;
		/** What happened to the reading with this id. */
		playbackEvent(id: string, event: PlaybackEvent): void;
	};
	offscreen: {
		/** Reads a text in place of what is read. */
		play(reading: Reading): void;
		/** False when it is not the reading with this id that plays; so `resume`. */
		pause(id: string): boolean;
		resume(id: string): boolean;
		/** Falls silent; what may be paid for already is still kept. */
		stop(): void;
		/** Falls silent and keeps nothing: the key was forgotten. */
		forget(): void;
		setSpeed(speed: number): void;
	};
	/** The worker, for those who can not reach a tab or the storage themselves. */
	tabs: {
		/** Gets an image of a page, by other ways than those `without`. */
		takeImage(
			tabId: number,
			image: ImageReference,
			without: readonly ImageWay[],
		): Promise<TaskImage>;
		/** The tab's last state, whoever made it. */
		lastState(tabId: number): Promise<TabState | undefined>;
		keepState(tabId: number, state: TabState): Promise<void>;
		/** Keeps the image that the tab's conversation is about. */
		keepImage(tabId: number, image: TaskImage): Promise<void>;
		/** Counts what a call has cost, in US dollars. */
		addSpending(usd: number): Promise<void>;
		/**
		 * Shows in the page how far a task is; answers what is to be read aloud of it at its end, if
		 * anything is.
		 */
		followTask(tabId: number, state: TabState): Promise<Speech | undefined>;
	};
	/** The worker, for the notice in a page: the only things that a script in a page may ask. */
	notice: {
		/** What is wrong is to be mended in the settings. */
		openSettings(tabId: number): Promise<void>;
		/** Its reader has closed it: the task of the tab and its sound end. The browser tells the tab. */
		closed(tabId: number): void;
	};
	/** The offscreen document, which does what is asked while no panel is open. */
	runner: {
		/** Does a task with the settings as they are now. */
		start(tabId: number, task: Task, settings: Settings): void;
		/** True when this very task of the tab is being done here. */
		isDoing(tabId: number, task: Task): boolean;
		/** False when nothing runs here for the tab. */
		stop(tabId: number): boolean;
		/** Stops and keeps nothing: the tab was closed. */
		discard(tabId: number): void;
		/** The same for all tabs: the key was forgotten. */
		discardAll(): void;
	};
}

/** A text to be read out. */
export interface Speech {
	readonly title: string;
	/** Markdown. */
	readonly text: string;
	/** Where its failure is told while no panel is open. */
	readonly place?: SpeechPlace;
}

/** One part of the extension. */
export type Target = keyof Protocol;

/** Where a message goes: a part, and for panels the window; without one, to the panels of all windows. */
export interface Address<To extends Target> {
	readonly target: To;
	readonly windowId?: number;
}

type Handler = (...values: never[]) => unknown;
type Parameters<Function> = Function extends (...values: infer Values) => unknown ? Values : never;
type Result<Function> = Function extends (...values: never[]) => infer Value
	? Awaited<Value>
	: never;

/** The functions behind a target: all of them, each may be asynchronous. */
export type Handlers<To extends Target> = {
	readonly [Name in keyof Protocol[To]]: (
		...values: Parameters<Protocol[To][Name]>
	) => Result<Protocol[To][Name]> | Promise<Result<Protocol[To][Name]>>;
};

/** A question on its way. */
export interface Envelope {
	readonly target: Target;
	readonly windowId?: number;
	readonly name: string;
	readonly values: readonly unknown[];
}

type Reply =
	| { readonly ok: true; readonly value: unknown }
	| { readonly ok: false; readonly error: JsonObject };

/** Nobody listens at the address, e.g. because the panel is closed. */
export class NoReceiverError extends Error {
	override readonly name = 'NoReceiverError';
}

/**
 * Asks another part of the extension.
 * @throws NoReceiverError when it is not there, else what its handler threw
 */
export async function ask<To extends Target, Name extends keyof Protocol[To] & string>(
	{ target, windowId }: Address<To>,
	name: Name,
	...values: Parameters<Protocol[To][Name]>
): Promise<Result<Protocol[To][Name]>> {
	const envelope: Envelope = { target, name, values, ...(windowId !== undefined && { windowId }) };
	// Rejects when no page listens at all; resolves without a value when none of them was addressed.
	const reply = (await browser.runtime.sendMessage(envelope).catch(() => undefined)) as
		Reply | undefined;
	if (!reply) throw new NoReceiverError(`Nobody answers ${target}.${name}.`);
	if (!reply.ok) throw errorOf(reply.error);
	return reply.value as Result<Protocol[To][Name]>;
}

/** What was asked; undefined when nobody is there to answer. */
export async function ifThere<Result>(asked: Promise<Result>): Promise<Result | undefined> {
	try {
		return await asked;
	} catch (error) {
		if (error instanceof NoReceiverError) return undefined;
		throw error;
	}
}

/** Answers what is asked of `address`, from this extension's own pages and worker; scripts in pages reach `notice` only. */
export function answer<To extends Target>(address: Address<To>, handlers: Handlers<To>): void {
	browser.runtime.onMessage.addListener((message: unknown, sender, reply) => {
		// Declined synchronously, so that the addressed one can answer.
		if (sender.id !== browser.runtime.id || !isFor(address, message)) return false;
		// A page that has broken out of its bounds can speak for the scripts of the extension in it.
		const isOwnPage = sender.url?.startsWith(browser.runtime.getURL('')) ?? false;
		const tabId = sender.tab?.id;
		if (message.target === 'notice' ? tabId === undefined : !isOwnPage) return false;
		// Nor is it believed which tab it is in.
		const values = message.target === 'notice' ? [tabId] : message.values;
		const handler = (handlers as Readonly<Record<string, Handler>>)[message.name];
		if (!handler || !Object.hasOwn(handlers, message.name)) return false;
		void Promise.resolve()
			.then(() => handler(...(values as never[])))
			.then(
				(value): Reply => ({ ok: true, value }),
				(error: unknown): Reply => ({ ok: false, error: failureOf(error) }),
			)
			.then(reply);
		return true;
	});
}

function isFor({ target, windowId }: Address<Target>, message: unknown): message is Envelope {
	const envelope = message as Partial<Envelope> | undefined;
	return (
		envelope?.target === target &&
		typeof envelope.name === 'string' &&
		Array.isArray(envelope.values) &&
		(envelope.windowId === undefined || envelope.windowId === windowId)
	);
}
