import { cancelled, type Clock, type StreamingPorts } from '../../../client';
import { createTransport, type TransportOptions } from './transport';

/** The client's ports over the browser's own fetch and timers, all bound to one abort signal. */
export function createPorts(options: TransportOptions): StreamingPorts {
	return { transport: createTransport(options), clock: createClock(options.signal) };
}

/** Time whose pauses end with code `cancelled` when the signal aborts. */
export function createClock(signal: AbortSignal): Clock {
	return {
		now: () => Date.now(),
		sleep: (milliseconds) =>
			new Promise((resolve, reject) => {
				if (signal.aborted) return reject(cancelled());
				const stop = () => {
					clearTimeout(timer);
					reject(cancelled());
				};
				const timer = setTimeout(() => {
					signal.removeEventListener('abort', stop);
					resolve();
				}, milliseconds);
				signal.addEventListener('abort', stop, { once: true });
			}),
	};
}
