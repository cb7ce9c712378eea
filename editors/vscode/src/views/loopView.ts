// The Event Loop view: the ready queue, timers, watched descriptors and jobs in
// executors of the loop.

import * as vscode from 'vscode';
import { sections, sectionTitle, summary, type LoopItem, type Section } from './loopRows';
import type { Change, Program, Programs } from './programs';
import { followCallStack } from './tasksView';
import type { Loop } from './protocol';
import { ProgramTree, pulse, type Extra } from './programTree';
import { oneLine } from './taskTree';

type Row = { kind: 'section'; section: Section } | { kind: 'item'; item: LoopItem };

export class LoopView extends ProgramTree<Row> {
  private readonly following: vscode.Disposable[];
  /** The thread or task that is selected in the call stack. */
  private selected: number | undefined;

  constructor(programs: Programs) {
    super(programs, { id: 'asyncdap.loop', more: 'asyncdap.loop.more', refresh: 'asyncdap.loop.refresh', page: 100, calm: 250, pulse });
    this.following = followCallStack((threadId) => {
      this.selected = threadId;
      this.later(100);
    });
  }

  override dispose(): void {
    vscode.Disposable.from(...this.following).dispose();
    super.dispose();
  }

  protected override async load(program: Program): Promise<Row[]> {
    const loop = await this.ask(program);
    this.view.description = summary(loop, program.stopped);
    return sections(loop).map((section) => ({ kind: 'section', section }));
  }

  protected override concerns(change: Change): boolean {
    if (change === 'program') {
      this.selected = undefined; // ids are of one program
    }
    return true;
  }

  /** The loop of what is selected, where that is there still and has one. */
  private async ask(program: Program): Promise<Loop> {
    const count = this.shown;
    if (this.selected !== undefined) {
      try {
        return await program.ask('asyncdap/loop', { count, threadId: this.selected });
      } catch {
        this.selected = undefined;
      }
    }
    return program.ask('asyncdap/loop', { count });
  }

  protected override below(row: Row): (Row | Extra)[] {
    return row.kind === 'section' ? this.listed(row.section.items.map((item) => ({ kind: 'item', item })), row.section.total) : [];
  }

  protected override item(row: Row): vscode.TreeItem {
    if (row.kind === 'section') {
      const { section } = row;
      const state = section.total === 0 ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed;
      const item = new vscode.TreeItem(sectionTitle(section), state);
      item.id = section.id; // stays open over a refresh
      item.iconPath = new vscode.ThemeIcon(section.icon);
      return item;
    }
    const { label, detail, place } = row.item;
    const item = new vscode.TreeItem(oneLine(label));
    item.description = oneLine(detail);
    item.tooltip = [label, detail].join('\n').trimEnd();
    if (place?.source !== undefined) {
      item.command = { command: 'asyncdap.open', title: 'Open', arguments: [place] };
    }
    return item;
  }
}
