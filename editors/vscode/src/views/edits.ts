// Which requests of the editor may change what a stopped program does: what is
// typed into the console, a value that is set, a task that is ended. What is
// asked again and again (hovers, watches, inline values) only looks.

export interface Message {
  type: string;
  seq?: number;
  request_seq?: number;
  command?: string;
  arguments?: unknown;
}

const changing = new Set(['setVariable', 'setExpression', 'terminateThreads']);

function mayChange({ command, arguments: given }: Message): boolean {
  if (command !== 'evaluate') {
    return changing.has(command ?? '');
  }
  const { context } = (given ?? {}) as { context?: unknown };
  return context === undefined || context === 'repl';
}

/** Notes such requests on their way to the debugger, and knows their answers. */
export class Edits {
  private readonly asked = new Set<number>();

  sent(m: Message): void {
    if (m.type === 'request' && m.seq !== undefined && mayChange(m)) {
      this.asked.add(m.seq);
    }
  }

  /** Whether a message answers one of them: also one that failed may have changed something before. */
  answered(m: Message): boolean {
    return m.type === 'response' && m.request_seq !== undefined && this.asked.delete(m.request_seq);
  }
}
