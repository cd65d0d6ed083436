import type { Step } from '../lib/step';
import { account } from './account';
import { apiKey } from './api-key';
import { assistant } from './assistant';
import { batch } from './batch';
import { chat } from './chat';
import { document } from './document';
import { embedding } from './embedding';
import { file } from './file';
import { image } from './image';
import { job } from './job';
import { message } from './message';
import { model } from './model';
import { model3d } from './model3d';
import { moderation } from './moderation';
import { music } from './music';
import { run } from './run';
import { search } from './search';
import { speech } from './speech';
import { thread } from './thread';
import { video } from './video';

/** A workflow for each resource of the node, as the nodes of its chain. */
export const RESOURCE_WORKFLOWS: Readonly<Record<string, readonly Step[]>> = {
	account,
	apiKey,
	assistant,
	batch,
	chat,
	document,
	embedding,
	file,
	image,
	job,
	message,
	model,
	model3d,
	moderation,
	music,
	run,
	search,
	speech,
	thread,
	video,
};
