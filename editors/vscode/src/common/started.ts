// A program that was started, and what a person should know if it ends before
// it has answered.

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';

export interface End {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** How long it ran, in ms. */
  after: number;
  /** The last line on standard error that says something. */
  said: string;
}

/** What ends within so many ms has ended at once. */
const atOnce = 5000;

/** What is kept of its last words. */
const longest = 200;

export class Started {
  readonly child: ChildProcessWithoutNullStreams;
  /** When all has been read that it wrote; never, if it could not be started. */
  readonly ended: Promise<End>;
  private readonly began = Date.now();
  private rest = '';
  private said = '';

  constructor(
    readonly path: string,
    readonly args: readonly string[],
    cwd?: string,
  ) {
    this.child = spawn(path, args, { stdio: 'pipe', windowsHide: true, ...(cwd === undefined ? {} : { cwd }) });
    this.child.stderr.on('data', (data: Buffer) => this.listen(data.toString('utf8')));
    this.ended = new Promise((resolve) => {
      this.child.on('close', (code, signal) => {
        this.listen('\n');
        if (this.child.pid !== undefined) {
          resolve({ code, signal, after: Date.now() - this.began, said: this.said });
        }
      });
    });
  }

  /** Tells it to end by the end of its input, and sees to it. */
  end(grace: number): void {
    this.child.stdin.end();
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const timer = setTimeout(() => this.child.kill('SIGKILL'), grace);
      this.child.on('exit', () => clearTimeout(timer));
    }
  }

  private listen(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = (lines.pop() ?? '').slice(-longest);
    this.said = lines.map((l) => l.trim()).filter((l) => l !== '').at(-1) ?? this.said;
  }
}

/** One sentence about a program that ended before it answered. */
export function endedEarly(program: string, started: Pick<Started, 'path' | 'args'>, end: End): string {
  const when = end.after < atOnce ? 'at once' : `after ${String(Math.round(end.after / 1000))} s, before it answered,`;
  const how = end.signal === null ? `with status ${String(end.code)}` : `by ${end.signal}`;
  const said = end.said.length > longest ? `${end.said.slice(0, longest)}…` : end.said;
  const words = said === '' ? 'saying nothing' : `saying “${said}”`;
  return `“${[started.path, ...started.args].join(' ')}” was started as ${program} and ended ${when} ${how}, ${words}.`;
}
