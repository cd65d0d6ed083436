import type { Sound } from './read-aloud';

/** The sound of a part that can be controlled while it plays. */
export interface PartSound extends Sound {
	/** Seconds into the sound; 0 where it can only be played from its beginning. */
	readonly time: number;
	pause(): void;
	resume(): void;
	/** 1 is as it was spoken; the pitch stays. */
	setSpeed(speed: number): void;
	/** Falls silent for ever: `play` rejects with code `cancelled`. */
	end(): void;
}
