/** What the keyboard's media keys, headphones and the system's media controls can ask for. */
export interface MediaActions {
	play(): void;
	pause(): void;
	stop(): void;
}

/** Lets the media keys control what is read. */
export function wireMediaKeys(actions: MediaActions): void {
	for (const action of ['play', 'pause', 'stop'] as const)
		navigator.mediaSession.setActionHandler(action, actions[action]);
}

/** Tells the system what is read, for its media controls. */
export function showMedia(title: string): void {
	navigator.mediaSession.metadata = new MediaMetadata({ title });
}
