// What the views of one list about the program have in common: they are asked
// for anew some time after a change, while they can be seen, and show more of a
// long list when one asks.

import * as vscode from 'vscode';
import { reason, type Change, type Program, type Programs } from './programs';
import { thousands } from './taskTree';

/** A row that stands for no thing of the program. */
export type Extra = { kind: 'note' | 'more'; text: string };

interface Ways {
  id: string;
  /** The commands that show more, and that ask anew. */
  more: string;
  refresh: string;
  /** How many things of a list are asked for at once. */
  page: number;
  /** How long changes are collected, in ms. */
  calm: number;
  /** How often it is asked for anew while the program runs and nothing tells of a change, in ms. */
  pulse?: number;
}

/** Of views that show what changes while the program runs. */
export const pulse = 2000;

export abstract class ProgramTree<Row extends { kind: string }> implements vscode.TreeDataProvider<Row | Extra>, vscode.Disposable {
  protected readonly view: vscode.TreeView<Row | Extra>;
  /** How many things of a list are asked for. */
  protected shown: number;
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly listeners: vscode.Disposable[];
  private stale = true;
  private timer: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly programs: Programs,
    private readonly ways: Ways,
  ) {
    this.shown = ways.page;
    this.view = vscode.window.createTreeView(ways.id, { treeDataProvider: this });
    this.listeners = [
      this.changed,
      this.view,
      vscode.commands.registerCommand(ways.more, () => {
        this.shown += ways.page;
        this.refresh();
      }),
      vscode.commands.registerCommand(ways.refresh, () => this.refresh()),
      programs.onDidChange((change) => {
        if (this.concerns(change)) {
          this.later(ways.calm);
        }
      }),
      this.view.onDidChangeVisibility(() => this.view.visible && this.stale && this.refresh()),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.listeners).dispose();
  }

  async getChildren(row?: Row | Extra): Promise<(Row | Extra)[]> {
    if (row !== undefined) {
      return isExtra(row) ? [] : this.below(row);
    }
    const program = this.programs.current;
    this.stale = false;
    this.view.description = '';
    if (program === undefined || program.ended) {
      return [];
    }
    if (this.ways.pulse !== undefined && !program.stopped) {
      this.later(this.ways.pulse);
    }
    try {
      return await this.load(program);
    } catch (error) {
      return [{ kind: 'note', text: reason(error) }];
    }
  }

  getTreeItem(row: Row | Extra): vscode.TreeItem {
    if (!isExtra(row)) {
      return this.item(row);
    }
    const item = new vscode.TreeItem(row.text);
    item.iconPath = new vscode.ThemeIcon(row.kind === 'more' ? 'ellipsis' : 'info');
    if (row.kind === 'more') {
      item.command = { command: this.ways.more, title: row.text };
    }
    return item;
  }

  /** The rows at the top. */
  protected abstract load(program: Program): Promise<(Row | Extra)[]>;
  protected abstract item(row: Row): vscode.TreeItem;

  protected below(_row: Row): (Row | Extra)[] {
    return [];
  }

  protected concerns(_change: Change): boolean {
    return true;
  }

  /** The rows of a list, and one for those that were not asked for. */
  protected listed(rows: Row[], total: number): (Row | Extra)[] {
    const left = total - rows.length;
    return left > 0 ? [...rows, { kind: 'more', text: `${thousands(left)} more…` }] : rows;
  }

  protected later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), ms);
  }

  private refresh(): void {
    this.stale = true;
    if (this.view.visible) {
      this.changed.fire(undefined);
    }
  }
}

function isExtra(row: { kind: string }): row is Extra {
  return row.kind === 'note' || row.kind === 'more';
}
