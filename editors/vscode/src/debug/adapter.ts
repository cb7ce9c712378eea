// Runs asyncdap for one debug session.
//
// VS Code could start it itself, but then nobody could ask for
// asyncdap/tasksChanged, which is an argument of `initialize`, and what the
// adapter logs would be lost.

import * as vscode from 'vscode';
import { endedEarly, Started } from '../common/started';
import { Decoder, encode } from './framing';
import { Quiet, type Message as Incoming } from './quiet';

/** At most one event asyncdap/tasksChanged in so many milliseconds. */
const newsInterval = 500;

/** How long the adapter may take to end its program once its input has ended. */
const grace = 3000;

interface Message {
  seq: number;
  type: string;
  command?: string;
  event?: string;
  arguments?: object;
}

export class Adapter implements vscode.DebugAdapter {
  private readonly sent = new vscode.EventEmitter<vscode.DebugProtocolMessage>();
  private readonly started: Started;
  private readonly decoder = new Decoder();
  private readonly quiet = new Quiet();
  private over = false;
  private answered = false;
  private disposed = false;

  readonly onDidSendMessage = this.sent.event;

  constructor(
    private readonly path: string,
    args: readonly string[],
    private readonly log: vscode.LogOutputChannel,
    private readonly unusable: (problem: string) => void,
  ) {
    log.info(`starting ${path} ${args.join(' ')}`);
    this.started = new Started(path, args);
    const { child } = this.started;
    child.stdout.on('data', (data: Buffer) => this.receive(data));
    child.stderr.on('data', (data: Buffer) => log.info(data.toString('utf8').trimEnd()));
    child.stdin.on('error', (error) => log.debug(`writing to asyncdap: ${error.message}`));
    child.on('error', (error) => this.end(`${path} cannot be started: ${error.message}`));
    child.on('exit', (code, signal) => {
      if (this.answered || this.disposed) {
        this.end(code === 0 || this.disposed ? undefined : `asyncdap has ended: ${signal ?? `status ${String(code)}`}`);
      }
    });
    void this.started.ended.then((end) => this.end(this.disposed ? undefined : endedEarly('asyncdap', this.started, end)));
  }

  handleMessage(message: vscode.DebugProtocolMessage): void {
    if (this.over) {
      return;
    }
    const m = message as Message;
    const out =
      m.type === 'request' && m.command === 'initialize'
        ? { ...m, arguments: { ...m.arguments, 'asyncdap/tasksChanged': newsInterval } }
        : m;
    this.started.child.stdin.write(encode(out));
  }

  dispose(): void {
    if (this.disposed) {
      return;
    }
    this.disposed = true;
    this.sent.dispose();
    // The end of its input ends the adapter and the program with it.
    this.started.end(grace);
  }

  private receive(data: Buffer): void {
    try {
      for (const message of this.decoder.push(data)) {
        this.answered = true;
        if (!this.disposed && this.quiet.passes(message as Incoming)) {
          this.sent.fire(message as vscode.DebugProtocolMessage);
        }
      }
    } catch (error) {
      this.started.child.kill();
      this.end(`${this.path} cannot be understood: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Ends the session, and says why unless that is as it should be. */
  private end(problem?: string): void {
    if (this.over) {
      return;
    }
    this.over = true;
    if (problem !== undefined) {
      this.log.error(problem);
    }
    if (this.disposed) {
      return;
    }
    if (problem !== undefined && !this.answered) {
      this.unusable(problem); // there may be no console yet to write to, and the editor shows what is important as a message, too
    } else if (problem !== undefined) {
      this.tell('output', { category: 'important', output: `${problem}\n` });
    }
    this.tell('terminated', {});
  }

  private tell(event: string, body: object): void {
    this.sent.fire({ seq: 0, type: 'event', event, body } as vscode.DebugProtocolMessage);
  }
}
