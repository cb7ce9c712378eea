// Runs asyncdap for one debug session.
//
// VS Code could start it itself, but then nobody could ask for
// asyncdap/tasksChanged, which is an argument of `initialize`, and what the
// adapter logs would be lost.

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import * as vscode from 'vscode';
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
  private readonly process: ChildProcessWithoutNullStreams;
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
    this.process = spawn(path, args, { stdio: 'pipe', windowsHide: true });
    this.process.stdout.on('data', (data: Buffer) => this.receive(data));
    this.process.stderr.on('data', (data: Buffer) => log.info(data.toString('utf8').trimEnd()));
    this.process.stdin.on('error', (error) => log.debug(`writing to asyncdap: ${error.message}`));
    this.process.on('error', (error) => this.end(`${path} cannot be started: ${error.message}`));
    this.process.on('exit', (code, signal) => {
      if (this.answered || this.disposed) {
        this.end(code === 0 || this.disposed ? undefined : `asyncdap has ended: ${signal ?? `status ${String(code)}`}`);
      }
    });
    // Only now has all been read that it wrote.
    this.process.on('close', (code, signal) => {
      const how = signal ?? `status ${String(code)}`;
      this.end(this.disposed ? undefined : `${path} ended with ${how} before it answered: it may be another program than asyncdap.`);
    });
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
    this.process.stdin.write(encode(out));
  }

  dispose(): void {
    if (this.disposed) {
      return;
    }
    this.disposed = true;
    this.sent.dispose();
    // The end of its input ends the adapter and the program with it.
    this.process.stdin.end();
    if (this.process.exitCode === null) {
      const timer = setTimeout(() => this.process.kill('SIGKILL'), grace);
      this.process.on('exit', () => clearTimeout(timer));
    }
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
      this.process.kill();
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
      this.unusable(problem); // there may be no console yet to write to
    }
    if (problem !== undefined) {
      this.tell('output', { category: 'important', output: `${problem}\n` });
    }
    this.tell('terminated', {});
  }

  private tell(event: string, body: object): void {
    this.sent.fire({ seq: 0, type: 'event', event, body } as vscode.DebugProtocolMessage);
  }
}
