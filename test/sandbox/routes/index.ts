import type { Exchange } from '../exchange';
import { assistants } from './assistants';
import { batches } from './batches';
import { billing } from './billing';
import { chat } from './chat';
import { completions } from './completions';
import { documents } from './documents';
import { embeddings } from './embeddings';
import { files } from './files';
import { images } from './images';
import { keys } from './keys';
import { messages } from './messages';
import { models } from './models';
import { music } from './music';
import { olderVideo } from './older-video';
import { responses } from './responses';
import { runs } from './runs';
import { search } from './search';
import { songs } from './songs';
import { speech } from './speech';
import { transcriptions } from './transcriptions';
import { video } from './video';
import { vision } from './vision';

/** One endpoint of the API. */
export interface Route {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** As documented: `{id}` stands for one segment, a `*` at the end for anything, slashes included. */
	readonly path: string;
	/** The same endpoint under other paths. */
	readonly aliases?: readonly string[];
	/** `open` needs no key, `keyed` does, `paid` needs credit too. */
	readonly access: 'open' | 'keyed' | 'paid';
	/** Answers; throws `ApiError` for a documented error. */
	answer(exchange: Exchange): void | Promise<void>;
}

/** All endpoints; a further modality is one more file and one more name here. */
const ROUTES: readonly Route[] = [
	...assistants,
	...batches,
	...billing,
	...chat,
	...completions,
	...documents,
	...embeddings,
	...files,
	...images,
	...keys,
	...messages,
	...models,
	...music,
	...olderVideo,
	...responses,
	...runs,
	...search,
	...songs,
	...speech,
	...transcriptions,
	...video,
	...vision,
];

/** The route of a request; a path that is named whole comes before one with parameters. */
export function findRoute(method: string, path: string): Route | undefined {
	const found = ROUTES.filter(
		(route) => route.method === method && pathsOf(route).some((known) => matches(known, path)),
	);
	return found.find((route) => pathsOf(route).includes(path)) ?? found[0];
}

function pathsOf({ path, aliases = [] }: Route): string[] {
	return [path, ...aliases];
}

function matches(known: string, path: string): boolean {
	if (known.endsWith('*')) {
		const start = known.slice(0, -1);
		return path.startsWith(start) && path.length > start.length;
	}
	const segments = path.split('/');
	const wanted = known.split('/');
	return (
		segments.length === wanted.length &&
		wanted.every((segment, index) =>
			segment.startsWith('{') ? segments[index] !== '' : segment === segments[index],
		)
	);
}
