// The programs that are being debugged, and whether they are stopped: what the
// views show follows the active one.

import * as vscode from 'vscode';
import { Edits, type Message as Sent } from './edits';
import type { Requests } from './protocol';

export class Program {
  stopped = false;
  ended = false;
  readonly pinned = new Set<number>();

  constructor(readonly session: vscode.DebugSession) {}

  ask<K extends keyof Requests>(command: K, args: Requests[K][0]): Promise<Requests[K][1]> {
    return Promise.resolve(this.session.customRequest(command, args) as Thenable<Requests[K][1]>);
  }
}

/** Why the views may be out of date: `edited` is a stopped program that somebody changed something in. */
export type Change = 'program' | 'stopped' | 'continued' | 'tasks' | 'edited';

/** Answers to these set a stopped program going. */
const goingOn = new Set(['continue', 'next', 'stepIn', 'stepOut', 'goto', 'restartFrame']);

interface Message extends Sent {
  event?: string;
  success?: boolean;
  body?: Record<string, unknown>;
}

export class Programs implements vscode.Disposable, vscode.DebugAdapterTrackerFactory {
  private readonly known = new Map<string, Program>();
  private readonly changed = new vscode.EventEmitter<Change>();
  private readonly listeners: vscode.Disposable[];
  private shown: Program | undefined;

  readonly onDidChange = this.changed.event;

  constructor() {
    this.listeners = [
      this.changed,
      vscode.debug.registerDebugAdapterTrackerFactory('asyncdap', this),
      vscode.debug.onDidChangeActiveDebugSession(() => this.choose()),
      vscode.debug.onDidTerminateDebugSession((session) => {
        this.known.delete(session.id);
        this.choose();
      }),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.listeners).dispose();
  }

  /** The program that the views show. */
  get current(): Program | undefined {
    return this.shown;
  }

  createDebugAdapterTracker(session: vscode.DebugSession): vscode.DebugAdapterTracker {
    const program = new Program(session);
    this.known.set(session.id, program);
    this.choose();
    const edits = new Edits();
    return {
      onWillReceiveMessage: (message: Message) => edits.sent(message),
      onDidSendMessage: (message: Message) => {
        this.hear(program, message);
        if (edits.answered(message) && program.stopped && program === this.shown) {
          this.changed.fire('edited');
        }
      },
    };
  }

  private choose(): void {
    const active = vscode.debug.activeDebugSession;
    const next =
      (active !== undefined ? this.known.get(active.id) : undefined) ??
      (this.shown !== undefined && this.known.has(this.shown.session.id) ? this.shown : [...this.known.values()].at(-1));
    if (next !== this.shown) {
      this.shown = next;
      this.changed.fire('program');
    }
  }

  private hear(program: Program, m: Message): void {
    const tell = (change: Change) => {
      if (program === this.shown) {
        this.changed.fire(change);
      }
    };
    if (m.type === 'response' && m.success === true) {
      if (goingOn.has(m.command ?? '') && program.stopped) {
        program.stopped = false;
        tell('continued');
      }
      return;
    }
    if (m.type !== 'event') {
      return;
    }
    switch (m.event) {
      case 'stopped':
        program.stopped = true;
        tell('stopped');
        break;
      case 'continued':
        program.stopped = false;
        tell('continued');
        break;
      case 'terminated':
        program.ended = true;
        program.stopped = false;
        tell('program');
        break;
      case 'process':
        program.ended = false; // started, perhaps once more
        tell('program');
        break;
      case 'asyncdap/tasksChanged':
        tell('tasks');
        break;
      default: // the rest is the editor's business
    }
  }
}

/** Text of a failed request for a person. */
export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
