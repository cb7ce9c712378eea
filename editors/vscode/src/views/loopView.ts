// The Event Loop view: the ready queue, timers, watched descriptors and jobs in
// executors of the loop.

import * as vscode from 'vscode';
import { sections, sectionTitle, summary, type LoopItem, type Section } from './loopRows';
import type { Program, Programs } from './programs';
import { ProgramTree, pulse, type Extra } from './programTree';
import { oneLine } from './taskTree';

type Row = { kind: 'section'; section: Section } | { kind: 'item'; item: LoopItem };

export class LoopView extends ProgramTree<Row> {
  constructor(programs: Programs) {
    super(programs, { id: 'asyncdap.loop', more: 'asyncdap.loop.more', refresh: 'asyncdap.loop.refresh', page: 100, calm: 250, pulse });
  }

  protected override async load(program: Program): Promise<Row[]> {
    const loop = await program.ask('asyncdap/loop', { count: this.shown });
    this.view.description = summary(loop, program.stopped);
    return sections(loop).map((section) => ({ kind: 'section', section }));
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
