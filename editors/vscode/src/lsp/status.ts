// The item in the status bar: which asynclsp runs, and what can be done with it.

import * as vscode from 'vscode';
import type { Checker, Condition } from './client';

export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('asynclsp', vscode.StatusBarAlignment.Right, 50);
  private readonly listeners: vscode.Disposable[];

  constructor(private readonly checker: Checker) {
    this.item.name = 'asynclsp';
    this.item.command = 'asynclsp.menu';
    this.listeners = [
      this.item,
      checker.onDidChange(() => this.show()),
      vscode.window.onDidChangeActiveTextEditor(() => this.show()),
      // A file that is given another language, as untitled ones are, counts as opened anew.
      vscode.workspace.onDidOpenTextDocument(() => this.show()),
    ];
    this.show();
  }

  dispose(): void {
    vscode.Disposable.from(...this.listeners).dispose();
  }

  private show(): void {
    const { health } = this.checker.condition;
    const broken = health === 'missing' || health === 'failed';
    if (!broken && vscode.window.activeTextEditor?.document.languageId !== 'python') {
      this.item.hide();
      return;
    }
    this.item.text = text(this.checker.condition);
    this.item.tooltip = tooltip(this.checker.condition);
    this.item.accessibilityInformation = { label: `asynclsp: ${health}` };
    this.item.backgroundColor = broken ? new vscode.ThemeColor('statusBarItem.errorBackground') : undefined;
    this.item.show();
  }
}

function text(c: Condition): string {
  switch (c.health) {
    case 'starting':
      return '$(loading~spin) asynclsp';
    case 'running':
      return `asynclsp ${c.version ?? ''}`.trim();
    case 'stopped':
      return '$(circle-slash) asynclsp';
    case 'missing':
    case 'failed':
      return '$(error) asynclsp';
  }
}

function tooltip(c: Condition): vscode.MarkdownString {
  const out = new vscode.MarkdownString('', true);
  out.isTrusted = { enabledCommands: ['asynclsp.restart', 'asynclsp.showLogs', 'asynclsp.openSettings'] };
  out.appendMarkdown(`**asynclsp** ${c.version ?? ''} (${c.health})\n\n`);
  if (c.path !== undefined) {
    out.appendText(c.path).appendMarkdown('\n\n');
  }
  if (c.detail !== undefined) {
    out.appendText(c.detail).appendMarkdown('\n\n');
  }
  out.appendMarkdown(
    '[$(debug-restart) Restart](command:asynclsp.restart) · [$(output) Logs](command:asynclsp.showLogs) · [$(gear) Settings](command:asynclsp.openSettings)',
  );
  return out;
}
