// The Async Generators view: those that are alive, whose they are, and whether
// they have cleanup to run.

import * as vscode from 'vscode';
import { reason, type Programs } from './programs';
import type { Generator } from './protocol';
import { placeText, thousands } from './taskTree';

const page = 200;
const calm = 200;

type Row = { kind: 'generator'; generator: Generator } | { kind: 'note' | 'more'; text: string };

export class GeneratorsView implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly view: vscode.TreeView<Row>;
  private readonly listeners: vscode.Disposable[];
  private shown = page;
  private stale = true;
  private timer: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly programs: Programs,
    private readonly nameOf: (threadId: number) => string,
  ) {
    this.view = vscode.window.createTreeView('asyncdap.generators', { treeDataProvider: this });
    this.listeners = [
      this.changed,
      this.view,
      vscode.commands.registerCommand('asyncdap.generators.more', () => {
        this.shown += page;
        this.refresh();
      }),
      vscode.commands.registerCommand('asyncdap.generators.refresh', () => this.refresh()),
      programs.onDidChange((change) => {
        if (change !== 'tasks') {
          clearTimeout(this.timer);
          this.timer = setTimeout(() => this.refresh(), calm);
        }
      }),
      this.view.onDidChangeVisibility(() => this.view.visible && this.stale && this.refresh()),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.listeners).dispose();
  }

  async getChildren(row?: Row): Promise<Row[]> {
    const program = this.programs.current;
    this.stale = false;
    this.view.description = '';
    if (row !== undefined || program === undefined || program.ended) {
      return [];
    }
    if (!program.stopped) {
      return [{ kind: 'note', text: 'pause the program to see its async generators' }];
    }
    try {
      const answer = await program.ask('asyncdap/asyncGenerators', { count: this.shown });
      const pending = answer.asyncGenerators.filter((g) => g.cleanup).length;
      this.view.description = `${thousands(answer.total)} live${pending > 0 ? `, ${thousands(pending)} with cleanup` : ''}`;
      const rows: Row[] = answer.asyncGenerators.map((generator) => ({ kind: 'generator', generator }));
      const left = answer.total - rows.length;
      if (left > 0) {
        rows.push({ kind: 'more', text: `${thousands(left)} more…` });
      }
      return rows.length > 0 ? rows : [{ kind: 'note', text: 'no async generator is alive' }];
    } catch (error) {
      return [{ kind: 'note', text: reason(error) }];
    }
  }

  getTreeItem(row: Row): vscode.TreeItem {
    if (row.kind !== 'generator') {
      const item = new vscode.TreeItem(row.text);
      item.iconPath = new vscode.ThemeIcon(row.kind === 'more' ? 'ellipsis' : 'info');
      if (row.kind === 'more') {
        item.command = { command: 'asyncdap.generators.more', title: row.text };
      }
      return item;
    }
    const { generator } = row;
    const item = new vscode.TreeItem(generator.name);
    const facts = generatorFacts(generator, this.nameOf);
    item.description = facts.join(', ');
    item.tooltip = [generator.name, ...facts].join('\n');
    item.iconPath = generator.cleanup
      ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
      : new vscode.ThemeIcon('symbol-event');
    item.accessibilityInformation = { label: `async generator ${generator.name}, ${facts.join(', ')}` };
    if (generator.source !== undefined) {
      item.command = { command: 'asyncdap.open', title: 'Open', arguments: [generator] };
    }
    return item;
  }

  private refresh(): void {
    this.stale = true;
    if (this.view.visible) {
      this.changed.fire(undefined);
    }
  }
}

function generatorFacts(g: Generator, nameOf: (threadId: number) => string): string[] {
  const out = [g.state];
  const at = placeText(g);
  if (at !== '') {
    out.push(at);
  }
  if (g.ownerThreadId !== undefined) {
    out.push(`iterated by ${nameOf(g.ownerThreadId)}`);
  }
  if (g.cleanup) {
    out.push('cleanup pending');
  }
  return out;
}
