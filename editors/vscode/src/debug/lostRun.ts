// What a run was for that a finding has started: it ends with a word when what
// the finding is about did not happen.

export interface Lost {
  /** The file to run. */
  program: string;
  /** Generators by their qualified names, as the adapter tells of them. */
  functions: string[];
  /** The same as names of function breakpoints, with the module in front. */
  breakpoints: string[];
}

export interface Message {
  type: string;
  seq?: number;
  request_seq?: number;
  event?: string;
  command?: string;
  arguments?: { breakpoints?: { name?: string }[] };
  body?: {
    reason?: string;
    description?: string;
    text?: string;
    exitCode?: number;
    hitBreakpointIds?: number[];
    breakpoints?: { id?: number }[];
  };
}

/** How a run has ended that did not stop where a generator was lost. */
export interface Missed {
  text: string;
  /** Another program may do what this one does not. */
  elsewhere: boolean;
}

/** How the adapter describes a stop of the filter unclosedAsyncGen. */
const unclosed = /async generator that was not closed/;

export class LostRun {
  private ran = false;
  private lost = false;
  private over = false;
  private exitCode = 0;
  /** Which of the function breakpoints that a request sets are ours. */
  private readonly setting = new Map<number, boolean[]>();
  private ids = new Set<number>();

  constructor(private readonly sought: Lost) {}

  /** What the editor asks: who ends a run knows that it has ended. */
  asked(m: Message): void {
    if (m.type !== 'request') {
      return;
    }
    this.over ||= m.command === 'disconnect' || m.command === 'terminate';
    if (m.command === 'setFunctionBreakpoints' && m.seq !== undefined) {
      this.setting.set(m.seq, (m.arguments?.breakpoints ?? []).map((b) => this.sought.breakpoints.includes(b.name ?? '')));
    }
  }

  /** What the adapter tells. The answer comes once, at the end of the run. */
  told(m: Message): Missed | undefined {
    if (m.type === 'response') {
      this.set(m);
    }
    if (m.type !== 'event') {
      return undefined;
    }
    switch (m.event) {
      case 'process': // started, perhaps once more
        this.ran = this.lost = this.over = false;
        this.exitCode = 0;
        return undefined;
      case 'stopped':
        this.ran ||= m.body?.hitBreakpointIds?.some((id) => this.ids.has(id)) ?? false;
        this.lost ||= m.body?.reason === 'exception' && unclosed.test(m.body.description ?? '') && this.isSought(m.body.text ?? '');
        return undefined;
      case 'exited':
        this.exitCode = m.body?.exitCode ?? 0;
        return undefined;
      case 'terminated':
        return this.end();
      default:
        return undefined;
    }
  }

  /** The adapter's answer has a breakpoint for each of the request's, in their order. */
  private set(m: Message): void {
    const ours = this.setting.get(m.request_seq ?? -1);
    if (ours !== undefined) {
      this.setting.delete(m.request_seq ?? -1);
      this.ids = new Set((m.body?.breakpoints ?? []).filter((_, i) => ours[i]).flatMap((b) => b.id ?? []));
    }
  }

  private isSought(text: string): boolean {
    const { functions } = this.sought;
    return functions.length === 0 || functions.some((name) => text.replaceAll('.<locals>', '').startsWith(`The async generator ${name} `));
  }

  private end(): Missed | undefined {
    if (this.over || this.lost) {
      return undefined;
    }
    this.over = true;
    const { program, functions } = this.sought;
    const file = program.replace(/^.*[\\/]/, '');
    const ended = this.exitCode === 0 ? `${file} has ended` : `${file} has ended with exit code ${String(this.exitCode)}`;
    if (!this.ran && functions.length > 0) {
      const names = functions.join(' and ');
      return { text: `${ended}, and ${names} did not run in it. Debug a program that uses it?`, elsewhere: true };
    }
    const what = functions.length > 0 ? `${functions.join(' and ')} was not lost in it: it` : 'no async generator was lost in it: each that ran';
    return { text: `${ended}, and ${what} was exhausted or closed.`, elsewhere: false };
  }
}
