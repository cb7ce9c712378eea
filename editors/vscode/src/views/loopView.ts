// The Event Loop view: the ready queue, timers, watched descriptors and jobs in
// executors of the loop.

import * as vscode from 'vscode';
import { sections, sectionTitle, summary, type LoopItem, type Section } from './loopRows';
import { reason, type Programs } from './programs';
import { thousands } from './taskTree';

const page = 100;
const calm = 250;

type Row =
  | { kind: 'section'; section: Section }
  | { kind: 'item'; item: LoopItem }
  | { kind: 'note' | 'more'; text: string };

export class LoopView implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly view: vscode.TreeView<Row>;
  private readonly listeners: vscode.Disposable[];
  private shown = page;
  private stale = true;
  private timer: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly programs: Programs) {
    this.view = vscode.window.createTreeView('asyncdap.loop', { treeDataProvider: this });
    this.listeners = [
      this.changed,
      this.view,
      vscode.commands.registerCommand('asyncdap.loop.more', () => {
        this.shown += page;
        this.refresh();
      }),
      vscode.commands.registerCommand('asyncdap.loop.refresh', () => this.refresh()),
      programs.onDidChange(() => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.refresh(), calm);
      }),
      this.view.onDidChangeVisibility(() => this.view.visible && this.stale && this.refresh()),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.listeners).dispose();
  }

  async getChildren(row?: Row): Promise<Row[]> {
    if (row?.kind === 'section') {
      const { section } = row;
      const rows: Row[] = section.items.map((item) => ({ kind: 'item', item }));
      const left = section.total - section.items.length;
      return left > 0 ? [...rows, { kind: 'more', text: `${thousands(left)} more…` }] : rows;
    }
    const program = this.programs.current;
    this.stale = false;
    this.view.description = '';
    if (row !== undefined || program === undefined || program.ended) {
      return [];
    }
    try {
      const loop = await program.ask('asyncdap/loop', { count: this.shown });
      this.view.description = summary(loop);
      return sections(loop).map((section) => ({ kind: 'section', section }));
    } catch (error) {
      return [{ kind: 'note', text: reason(error) }];
    }
  }

  getTreeItem(row: Row): vscode.TreeItem {
    switch (row.kind) {
      case 'section': {
        const { section } = row;
        const state = section.total === 0 ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed;
        const item = new vscode.TreeItem(sectionTitle(section), state);
        item.id = section.id; // stays open over a refresh
        item.iconPath = new vscode.ThemeIcon(section.icon);
        return item;
      }
      case 'item': {
        const item = new vscode.TreeItem(row.item.label);
        item.description = row.item.detail;
        item.tooltip = [row.item.label, row.item.detail].join('\n');
        if (row.item.place?.source !== undefined) {
          item.command = { command: 'asyncdap.open', title: 'Open', arguments: [row.item.place] };
        }
        return item;
      }
      case 'note':
      case 'more': {
        const item = new vscode.TreeItem(row.text);
        item.iconPath = new vscode.ThemeIcon(row.kind === 'more' ? 'ellipsis' : 'info');
        if (row.kind === 'more') {
          item.command = { command: 'asyncdap.loop.more', title: row.text };
        }
        return item;
      }
    }
  }

  private refresh(): void {
    this.stale = true;
    if (this.view.visible) {
      this.changed.fire(undefined);
    }
  }
}
