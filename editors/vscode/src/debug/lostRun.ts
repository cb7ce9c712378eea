// What a run was for that a finding has started: it ends with a word when what
// the finding is about did not happen.

export interface Lost {
  /** The file to run. */
  program: string;
  /** Generators by their qualified names. */
  functions: string[];
}

export interface Message {
  type: string;
  event?: string;
  command?: string;
  body?: { reason?: string; description?: string; exitCode?: number };
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

  constructor(private readonly sought: Lost) {}

  /** What the editor asks: who ends a run knows that it has ended. */
  asked(m: Message): void {
    this.over ||= m.type === 'request' && (m.command === 'disconnect' || m.command === 'terminate');
  }

  /** What the adapter tells. The answer comes once, at the end of the run. */
  told(m: Message): Missed | undefined {
    if (m.type !== 'event') {
      return undefined;
    }
    switch (m.event) {
      case 'process': // started, perhaps once more
        this.ran = this.lost = this.over = false;
        this.exitCode = 0;
        return undefined;
      case 'stopped':
        this.ran ||= m.body?.reason === 'function breakpoint';
        this.lost ||= m.body?.reason === 'exception' && unclosed.test(m.body.description ?? '');
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
    return { text: `${ended}, and no async generator was lost in it: those that ran were exhausted or closed.`, elsewhere: false };
  }
}
