// A panel with a page that follows the program being debugged.

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { FromPage, ToGraph, ToTimeline } from '../../webview/messages';
import { openPlace } from '../views/open';
import { reason, type Change, type Programs } from '../views/programs';
import { page, type Parts } from './html';

/** How long changes are collected before the page gets them, in ms. */
const calm = 200;

export abstract class Panel<Message extends ToGraph | ToTimeline> implements vscode.Disposable {
  protected filter = '';
  private readonly panel: vscode.WebviewPanel;
  private readonly listeners: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private loading = false;
  private again = false;
  private ready = false;
  private last: Message | undefined; // what was drawn last, for a page that is built anew
  protected gone = false;

  constructor(
    context: vscode.ExtensionContext,
    protected readonly programs: Programs,
    kind: 'graph' | 'timeline',
    title: string,
    parts: Pick<Parts, 'body' | 'buttons' | 'legend'>,
  ) {
    const dist = vscode.Uri.joinPath(context.extensionUri, 'dist');
    this.panel = vscode.window.createWebviewPanel(`asyncdap.${kind}`, title, vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [dist],
    });
    const web = this.panel.webview;
    const uri = (name: string) => web.asWebviewUri(vscode.Uri.joinPath(dist, name)).toString();
    web.html = page({
      ...parts,
      title,
      csp: web.cspSource,
      nonce: randomBytes(16).toString('base64url'),
      script: uri(`${kind}.js`),
      style: uri('panel.css'),
    });
    this.listeners = [
      web.onDidReceiveMessage((m: FromPage) => void this.hear(m)),
      programs.onDidChange((change) => this.outdated(change)),
      this.panel.onDidChangeViewState(() => this.panel.visible && this.later(0)),
      this.panel.onDidDispose(() => this.dispose()),
    ];
  }

  dispose(): void {
    if (!this.gone) {
      this.gone = true;
      clearTimeout(this.timer);
      vscode.Disposable.from(...this.listeners).dispose();
      this.closed();
      this.panel.dispose();
    }
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** Whether the page shows something that was loaded before. */
  protected get drawn(): boolean {
    return this.last !== undefined;
  }

  /** What the page shows now. */
  protected abstract load(): Promise<Message>;
  protected abstract closed(): void;

  protected outdated(_change: Change): void {
    this.later(calm);
  }

  protected async record(_on: boolean): Promise<void> {
    // Only the timeline can.
  }

  protected later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.update(), ms);
  }

  private async hear(m: FromPage): Promise<void> {
    try {
      switch (m.kind) {
        case 'ready':
          this.ready = true;
          await this.panel.webview.postMessage({ kind: 'filter', text: this.filter });
          if (this.last !== undefined) {
            await this.panel.webview.postMessage(this.last);
          }
          await this.update();
          break;
        case 'refresh':
          await this.update();
          break;
        case 'filter':
          this.filter = m.text;
          await this.update();
          break;
        case 'record':
          await this.record(m.on);
          break;
        case 'open':
          await this.open(m.threadId);
          break;
      }
    } catch (error) {
      void vscode.window.showErrorMessage(reason(error));
    }
  }

  /** One request at a time: a page that is slow to fill is not asked to fill twice. */
  private async update(): Promise<void> {
    if (!this.ready || this.gone || !this.panel.visible) {
      return;
    }
    if (this.loading) {
      this.again = true;
      return;
    }
    this.loading = true;
    let message: ToGraph | ToTimeline;
    try {
      const loaded = await this.load();
      if (loaded.kind !== 'note') {
        this.last = loaded;
      }
      message = loaded;
    } catch (error) {
      message = { kind: 'note', text: reason(error) };
    }
    this.loading = false;
    if (!this.isGone()) {
      await this.panel.webview.postMessage(message);
    }
    if (this.again) {
      this.again = false;
      await this.update();
    }
  }

  // A method, for the panel may be closed while something is awaited.
  private isGone(): boolean {
    return this.gone;
  }

  private async open(threadId: number): Promise<void> {
    const program = this.programs.current;
    if (program === undefined) {
      return;
    }
    const { stackFrames } = await program.ask('stackTrace', { threadId, startFrame: 0, levels: 50 });
    const frame =
      stackFrames.find((f) => f.source !== undefined && f.presentationHint !== 'subtle') ??
      stackFrames.find((f) => f.source !== undefined);
    await openPlace(program, frame ?? {});
  }
}
