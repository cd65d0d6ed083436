/** One running step. */
export interface BoardEntry {
	readonly name: string;
	readonly started: number;
	remark: string;
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_INTERVAL = 120;
/** Where lines cannot be rewritten (CI, a pipe), a sign of life this often is enough. */
const LINE_INTERVAL = 15_000;

/** Shows which steps are running: one rewritten line on a terminal, a line now and then elsewhere. */
export class StepBoard {
	private readonly entries = new Set<BoardEntry>();
	private readonly terminal = Boolean(process.stdout.isTTY);
	private timer: NodeJS.Timeout | undefined;
	private frame = 0;

	add(name: string): BoardEntry {
		const entry = { name, started: Date.now(), remark: '' };
		this.entries.add(entry);
		this.timer ??= setInterval(
			() => (this.terminal ? this.draw() : this.list()),
			this.terminal ? FRAME_INTERVAL : LINE_INTERVAL,
		);
		// A step that waits for nothing else must not be kept alive by its own progress.
		this.timer.unref();
		return entry;
	}

	note(entry: BoardEntry, remark: string): void {
		entry.remark = remark;
	}

	finish(entry: BoardEntry, line: string): void {
		this.entries.delete(entry);
		if (this.entries.size === 0) this.clear();
		this.print(line);
	}

	/** Forgets all running steps. */
	clear(): void {
		this.entries.clear();
		clearInterval(this.timer);
		this.timer = undefined;
	}

	print(text: string): void {
		if (this.terminal) process.stdout.write('\r\u001b[K');
		process.stdout.write(`${text}\n`);
		if (this.terminal && this.entries.size > 0) this.draw();
	}

	private draw(): void {
		this.frame = (this.frame + 1) % FRAMES.length;
		const line = `${FRAMES[this.frame]} ${this.describe().join('  |  ')}`;
		// A line that wraps cannot be rewritten by a carriage return.
		const width = (process.stdout.columns ?? 80) - 1;
		process.stdout.write(`\r\u001b[K${line.slice(0, width)}`);
	}

	private list(): void {
		for (const line of this.describe()) process.stdout.write(`… ${line}\n`);
	}

	private describe(): string[] {
		return [...this.entries].map(({ name, started, remark }) => {
			const seconds = Math.round((Date.now() - started) / 1000);
			return `${name} ${seconds} s${remark && ` (${remark})`}`;
		});
	}
}
