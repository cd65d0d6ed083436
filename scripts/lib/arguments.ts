import { parseArgs, type ParseArgsConfig } from 'node:util';

import { StepFailure } from './steps';

type Options = NonNullable<ParseArgsConfig['options']>;

/** What a command of `npm run` takes. */
interface CommandLine<Taken extends Options> {
	/** Begins with `Usage: `, and names everything that is taken. */
	readonly usage: string;
	readonly options?: Taken;
	/** Whether arguments without dashes are taken, too. */
	readonly positionals?: boolean;
}

const help = { type: 'boolean' } as const;

/**
 * Reads the arguments of this process. `--help` prints the usage and ends the process at once: nothing
 * has begun.
 *
 * @throws StepFailure with the usage for what the command does not take
 */
export function readArguments<Taken extends Options = Record<never, never>>({
	usage,
	options = {} as Taken,
	positionals = false,
}: CommandLine<Taken>) {
	const parsed = parse({ usage, options: { ...options, help }, positionals });
	if (!(parsed.values as { help?: boolean }).help) return parsed;
	process.stdout.write(`${usage.trimEnd()}\n`);
	process.exit(0);
}

function parse<Taken extends Options>({ usage, options, positionals }: CommandLine<Taken>) {
	try {
		return parseArgs({ options: options!, allowPositionals: positionals ?? false });
	} catch (error) {
		// What follows the first sentence are Node's hints on the dashes of positional arguments.
		const [reason = ''] = (error as Error).message.split('. ');
		throw new StepFailure(reason, usage.trimEnd().replaceAll('\n', '\n  '));
	}
}
