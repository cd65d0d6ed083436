import browser from 'webextension-polyfill';
import type { JsonObject } from '../../client';
import { errorOf, failureOf } from './failure';
import type { Task } from './task';

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
		/** Reads a text out; what was read before falls silent. */
		readAloud(speech: Speech): void;
	};
}

/** A text to be read out. */
export interface Speech {
	readonly title: string;
	/** Markdown. */
	readonly text: string;
	/** Language tag, where it is known. */
	readonly language?: string;
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

interface Envelope {
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

/** Answers what is asked of `address`, from this extension's own pages and worker only. */
export function answer<To extends Target>(address: Address<To>, handlers: Handlers<To>): void {
	browser.runtime.onMessage.addListener((message: unknown, sender, reply) => {
		// Declined synchronously, so that the addressed one can answer. A tab has an id of its own: pages
		// and scripts in them never ask anything.
		if (sender.id !== browser.runtime.id || !isFor(address, message)) return false;
		const handler = (handlers as Readonly<Record<string, Handler>>)[message.name];
		if (!handler || !Object.hasOwn(handlers, message.name)) return false;
		void Promise.resolve()
			.then(() => handler(...(message.values as never[])))
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
