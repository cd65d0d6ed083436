import { answer, ask } from '../shared/messages';
import type { PlaybackEvent } from '../shared/speech/playback';
import { forgetPurchases, isBuying } from './api-speech';
import { showMedia, wireMediaKeys } from './media-keys';
import { isRunnerBusy } from './runner';
import { startSession, type Session } from './session';

/** Milliseconds without sound until this document, which keeps nothing, makes room. */
const IDLE_TIME = 30_000;

let session: Session | undefined;
let idle: ReturnType<typeof setTimeout> | undefined;

/** The document closes itself in a pause and after the end; the worker opens it again when it has to. */
function rest(): void {
	clearTimeout(idle);
	// What is paid for and on its way is kept first.
	idle = setTimeout(() => (isBuying() || isRunnerBusy() ? rest() : close()), IDLE_TIME);
}

function tell(id: string, event: PlaybackEvent): void {
	if (event.type === 'playing' || event.type === 'loading') clearTimeout(idle);
	// The worker is woken by it. What it could not hear it finds out when it next asks for something.
	void ask({ target: 'worker' }, 'playbackEvent', id, event).catch(() => undefined);
	if (event.type === 'paused') rest();
}

function stop(): void {
	session?.stop();
	session = undefined;
}

answer(
	{ target: 'offscreen' },
	{
		play(reading) {
			stop();
			clearTimeout(idle);
			const started = startSession(reading, (event) => tell(reading.id, event));
			session = started;
			showMedia(reading.title);
			void started.over.then(() => {
				if (session !== started) return;
				session = undefined;
				rest();
			});
		},
		pause(id) {
			if (session?.id !== id) return false;
			session.pause();
			return true;
		},
		resume(id) {
			if (session?.id !== id) return false;
			session.resume();
			return true;
		},
		stop() {
			stop();
			rest();
		},
		forget() {
			stop();
			forgetPurchases();
			rest();
		},
		setSpeed: (speed) => session?.setSpeed(speed),
	},
);

// The worker keeps the state: it is asked like by any button.
const control = (command: 'pause' | 'resume' | 'stop') => () =>
	void ask({ target: 'worker' }, 'controlPlayback', command).catch(() => undefined);
wireMediaKeys({ play: control('resume'), pause: control('pause'), stop: control('stop') });
rest();
