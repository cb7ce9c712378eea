// The Async Tasks view: tasks grouped by identical stacks while the program is
// stopped, by pages; a flat list of them while it runs.

import * as vscode from 'vscode';
import { pulse } from './programTree';
import { Program, reason, type Change, type Programs } from './programs';
import type { Group, StackFrame, Task } from './protocol';
import {
  contextOf, frameLabel, groupContext, groupDetail, groupSpoken, groupTitle, icon, namedBy, parseFilter, placeText, queryOf, taskDetail, taskFacts,
  taskLabel, taskSpoken, tasksSummary, thousands, writeFilter, type Filter,
} from './taskTree';

/** Rows that are asked for at once. */
const page = 100;

/** How long changes are collected before the view asks again, in ms. */
const calm = 150;

interface Row {
  id: string;
  parent: Row | undefined;
}

export interface TaskRow extends Row {
  kind: 'task';
  parent: GroupRow | PinnedRow | undefined;
  task: Task;
}

export interface GroupRow extends Row {
  kind: 'group';
  group: Group;
  /** The first ones. */
  tasks: Task[];
  /** Those further down that somebody looked for. */
  found: Task[];
}

interface PinnedRow extends Row {
  kind: 'pinned';
  tasks: Task[];
}

interface FrameRow extends Row {
  kind: 'frame';
  frame: StackFrame;
}

interface MoreRow extends Row {
  kind: 'more';
  text: string;
  load: () => Promise<void>;
}

interface NoteRow extends Row {
  kind: 'note';
  text: string;
}

export type TreeRow = TaskRow | GroupRow | PinnedRow | FrameRow | MoreRow | NoteRow;

export class TasksView implements vscode.TreeDataProvider<TreeRow>, vscode.Disposable {
  readonly view: vscode.TreeView<TreeRow>;
  readonly onDidChangeTreeData: vscode.Event<TreeRow | undefined>;
  private readonly changed = new vscode.EventEmitter<TreeRow | undefined>();
  private readonly listeners: vscode.Disposable[];
  private filter: Filter = { text: '' };
  private roots: TreeRow[] | undefined;
  private readonly children = new Map<string, TreeRow[]>();
  private readonly names = new Map<number, string>();
  private focused: number | undefined;
  private timer: NodeJS.Timeout | undefined;
  private generation = 0;
  /** How many tasks of a running program are listed, or groups of a stopped one. */
  private listed = page;
  /** How many tasks are listed of groups that somebody wanted to see more of. */
  private readonly longer = new Map<string, number>();

  constructor(private readonly programs: Programs) {
    this.onDidChangeTreeData = this.changed.event;
    this.view = vscode.window.createTreeView('asyncdap.tasks', { treeDataProvider: this, showCollapseAll: true });
    this.listeners = [
      this.changed,
      this.view,
      programs.onDidChange((change) => this.outdated(change)),
      this.view.onDidChangeVisibility(() => this.view.visible && this.roots === undefined && this.changed.fire(undefined)),
      ...followCallStack((threadId) => void this.follow(threadId)),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.listeners).dispose();
  }

  refresh(): void {
    this.roots = undefined;
    this.children.clear();
    this.generation++;
    if (this.view.visible) {
      this.changed.fire(undefined);
    }
  }

  get filterText(): string {
    return writeFilter(this.filter);
  }

  setFilter(typed: string): void {
    this.filter = parseFilter(typed);
    void vscode.commands.executeCommand('setContext', 'asyncdap.tasks.filtered', this.filterText !== '');
    this.longer.clear();
    this.refresh();
  }

  togglePin(task: Task): void {
    const pinned = this.programs.current?.pinned;
    if (pinned !== undefined && !pinned.delete(task.threadId)) {
      pinned.add(task.threadId);
      this.names.set(task.threadId, task.name);
    }
    this.longer.clear(); // what is pinned is at the top: long groups would keep it out of sight
    this.refresh();
  }

  /** The names of tasks, also of those whose rows nobody has asked for; one that is gone has none any more. */
  async namesOf(ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const program = this.programs.current;
    const threadIds = ids.filter((id) => !this.names.has(id));
    if (program !== undefined && threadIds.length > 0) {
      const answer = await program.ask('asyncdap/tasks', { threadIds, count: threadIds.length });
      for (const task of answer.tasks ?? []) {
        this.names.set(task.threadId, task.name);
      }
    }
    return new Map(ids.map((id) => [id, this.names.get(id) ?? 'a task that has ended']));
  }

  /** Selects a task's row, below its group; one that the filter hides has none. */
  async reveal(threadId: number): Promise<boolean> {
    // The rows may change while they are asked for, or while the editor looks for one.
    for (let attempt = 0; attempt < 12; attempt++) {
      const asked = this.generation;
      const rows = this.roots ?? (await this.getChildren());
      const row = this.find(rows, threadId) ?? (await this.fetch(threadId));
      if (row === undefined) {
        if (this.isCurrent(asked)) {
          return false;
        }
        continue;
      }
      try {
        await this.view.reveal(row, { select: true, focus: false, expand: false });
        if (this.isCurrent(asked)) {
          return true;
        }
      } catch {
        // The editor has not yet asked for the rows below the parent again.
        this.changed.fire(row.parent as TreeRow | undefined);
        await new Promise((resolve) => setTimeout(resolve, 3 * calm));
      }
    }
    return false;
  }

  private find(rows: readonly TreeRow[], threadId: number): TreeRow | undefined {
    for (const row of rows) {
      const within = row.kind === 'group' ? this.tasksOf(row) : [row];
      const found = within.find((r) => r.kind === 'task' && r.task.threadId === threadId);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }

  /** Adds the row of a task that is further down in its group, or in a group further down. */
  private async fetch(threadId: number): Promise<TreeRow | undefined> {
    const program = this.programs.current;
    if (program?.stopped !== true) {
      return undefined;
    }
    const asked = this.generation;
    const answer = await program.ask('asyncdap/tasks', { ...queryOf(this.filter), grouped: true, threadIds: [threadId], count: 1 });
    const group = answer.groups?.[0];
    const task = group?.tasks[0];
    if (group === undefined || task === undefined) {
      return undefined;
    }
    for (;;) {
      const rows = this.roots;
      if (!this.isCurrent(asked) || rows === undefined) {
        return undefined;
      }
      const known = this.find(rows, threadId);
      const row = rows.find((r) => r.kind === 'group' && r.group.index === group.index);
      if (known !== undefined) {
        return known;
      }
      if (row?.kind === 'group') {
        row.found.push(task);
        this.children.delete(row.id);
        this.changed.fire(row);
        return this.find([row], threadId);
      }
      const more = rows.at(-1);
      if (more?.kind !== 'more') {
        return undefined;
      }
      await this.more(more);
    }
  }

  getParent(row: TreeRow): TreeRow | undefined {
    return row.parent as TreeRow | undefined;
  }

  async getChildren(row?: TreeRow): Promise<TreeRow[]> {
    if (row === undefined) {
      return this.roots ?? this.loaded();
    }
    const asked = this.generation;
    if (row.kind === 'group') {
      await this.lengthen(row).catch(() => undefined); // then there are the first ones
    }
    const known = this.children.get(row.id);
    if (known !== undefined) {
      return known;
    }
    switch (row.kind) {
      case 'group':
        // Rows of before a change are not kept: the editor asks for the new ones.
        return this.isCurrent(asked) ? this.tasksOf(row) : row.tasks.map((task) => this.taskRow(task, row));
      case 'pinned':
        return row.tasks.map((task) => this.taskRow(task, row));
      case 'task': {
        const rows = await this.frames(row, 0);
        if (this.isCurrent(asked)) {
          this.children.set(row.id, rows);
        }
        return rows;
      }
      default:
        return [];
    }
  }

  getTreeItem(row: TreeRow): vscode.TreeItem {
    switch (row.kind) {
      case 'task':
        return this.taskItem(row);
      case 'group':
        return groupItem(row);
      case 'frame':
        return frameItem(row);
      case 'pinned': {
        const item = new vscode.TreeItem('Pinned', vscode.TreeItemCollapsibleState.Expanded);
        item.id = row.id;
        item.iconPath = new vscode.ThemeIcon('pinned');
        return item;
      }
      case 'more': {
        const item = new vscode.TreeItem(row.text);
        item.id = row.id;
        item.iconPath = new vscode.ThemeIcon('ellipsis');
        item.command = { command: 'asyncdap.tasks.more', title: row.text, arguments: [row] };
        return item;
      }
      case 'note': {
        const item = new vscode.TreeItem(row.text);
        item.id = row.id;
        item.iconPath = new vscode.ThemeIcon('info');
        return item;
      }
    }
  }

  /** The editor asks for tooltips when they are needed: other tasks' names may have to be asked for. */
  async resolveTreeItem(item: vscode.TreeItem, row: TreeRow): Promise<vscode.TreeItem> {
    if (row.kind !== 'task') {
      return item;
    }
    const { task } = row;
    const names = await this.namesOf(namedBy(task)).catch(() => new Map<number, string>()); // it may just have ended
    const tooltip = new vscode.MarkdownString();
    tooltip.appendMarkdown('**').appendText(task.name).appendMarkdown('**\n');
    for (const [label, value] of taskFacts(task, (threadId) => names.get(threadId) ?? 'another task')) {
      tooltip.appendMarkdown(`\n- ${label}: `).appendText(value);
    }
    item.tooltip = tooltip;
    return item;
  }

  async more(row: TreeRow): Promise<void> {
    if (row.kind === 'more') {
      await row.load();
      this.changed.fire(row.parent as TreeRow | undefined);
    }
  }

  private outdated(change: Change): void {
    if (change === 'program' || change === 'edited') { // tasks can be given other names
      this.names.clear();
    }
    if (change !== 'tasks' && change !== 'edited') {
      this.listed = page;
      this.longer.clear();
    }
    if (change === 'tasks' && this.programs.current?.stopped === true) {
      return; // the stop that follows or precedes it says more
    }
    this.later(calm, change === 'edited' ? this.lookedFor() : undefined);
  }

  /** Refreshes the view in a while, and has a task selected again whose row would not be there. */
  private later(ms: number, selected?: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.refresh();
      if (selected !== undefined && this.view.visible) {
        this.reveal(selected).catch(() => undefined); // the program went on
      }
    }, ms);
  }

  /** The task that is selected, if it is further down in its group than what is asked for. */
  private lookedFor(): number | undefined {
    const row = this.view.selection[0];
    const isFar = row?.kind === 'task' && row.parent?.kind === 'group' && row.parent.found.includes(row.task);
    return isFar ? row.task.threadId : undefined;
  }

  /** The rows of now: what was asked for before a change is asked for again. */
  private async loaded(): Promise<TreeRow[]> {
    for (;;) {
      const asked = this.generation;
      const rows = await this.load();
      if (this.isCurrent(asked)) {
        this.roots = rows;
        return rows;
      }
    }
  }

  private isCurrent(generation: number): boolean {
    return generation === this.generation;
  }

  private async load(): Promise<TreeRow[]> {
    const program = this.programs.current;
    this.view.description = '';
    if (program === undefined || program.ended) {
      return [];
    }
    if (!program.stopped) {
      this.later(pulse); // no event tells what a task does by now
    }
    try {
      const rows = program.stopped ? await this.grouped(program, 0, [], this.listed) : await this.flat(program, 0, [], this.listed);
      const pinned = await this.pinned(program);
      return pinned === undefined ? rows : [pinned, ...rows];
    } catch (error) {
      // Between two states a request may be refused; the next event asks again.
      return [note(reason(error))];
    }
  }

  private async grouped(program: Program, start: number, before: TreeRow[], count = page): Promise<TreeRow[]> {
    const answer = await program.ask('asyncdap/tasks', { ...queryOf(this.filter), grouped: true, start, count });
    const groups = answer.groups ?? [];
    const total = answer.totalGroups ?? 0;
    this.view.description = tasksSummary({ ...answer, totalGroups: total });
    const rows = [...before, ...groups.map((group) => this.groupRow(group))];
    const at = start + groups.length;
    if (at < total && groups.length > 0) {
      rows.push(this.moreRow('roots', `${thousands(total - at)} more groups…`, undefined, async () => {
        const sofar = (this.roots ?? []).filter((r) => r.kind !== 'more');
        this.roots = await this.grouped(program, at, sofar);
        this.listed = at + page;
      }));
    }
    return rows.length > 0 ? rows : [this.nothing()];
  }

  private async flat(program: Program, start: number, before: TreeRow[], count = page): Promise<TreeRow[]> {
    const answer = await program.ask('asyncdap/tasks', { ...queryOf(this.filter), start, count });
    const tasks = answer.tasks ?? [];
    const rows = [...before, ...tasks.map((t) => this.taskRow(t, undefined))];
    this.view.description = tasksSummary(answer);
    const at = start + tasks.length;
    if (at < answer.total && tasks.length > 0) {
      rows.push(this.moreRow('roots', `${thousands(answer.total - at)} more tasks…`, undefined, async () => {
        const sofar = (this.roots ?? []).filter((r) => r.kind !== 'more');
        this.roots = await this.flat(program, at, sofar);
        this.listed = at + page;
      }));
    }
    return rows.length > 0 ? rows : [this.nothing()];
  }

  private nothing(): TreeRow {
    return note(this.filterText === '' ? 'no tasks' : `no task matches “${this.filterText}”`);
  }

  /** Pinned tasks are asked for by their numbers: they may be on any page. */
  private async pinned(program: Program): Promise<TreeRow | undefined> {
    const threadIds = [...program.pinned];
    if (threadIds.length === 0) {
      return undefined;
    }
    const answer = await program.ask('asyncdap/tasks', { threadIds, count: threadIds.length });
    const tasks = answer.tasks ?? [];
    for (const id of threadIds) {
      if (!tasks.some((t) => t.threadId === id)) {
        program.pinned.delete(id); // it has ended
      }
    }
    return tasks.length === 0 ? undefined : { kind: 'pinned', id: 'pinned', parent: undefined, tasks };
  }

  private groupRow(group: Group): TreeRow {
    const first = group.tasks[0];
    if (group.count === 1 && first !== undefined) {
      return this.taskRow(first, undefined);
    }
    for (const task of group.tasks) {
      this.names.set(task.threadId, task.name);
    }
    return {
      kind: 'group', id: `group ${String(first?.threadId ?? group.index)}`, parent: undefined, group, tasks: group.tasks, found: [],
    };
  }

  private taskRow(task: Task, parent: GroupRow | PinnedRow | undefined): TaskRow {
    this.names.set(task.threadId, task.name);
    return { kind: 'task', id: `${parent?.kind ?? ''} task ${String(task.threadId)}`, parent, task };
  }

  private tasksOf(row: GroupRow): TreeRow[] {
    const known = this.children.get(row.id);
    if (known !== undefined) {
      return known;
    }
    row.found = row.found.filter((f) => !row.tasks.some((t) => t.threadId === f.threadId));
    const rows: TreeRow[] = [...row.tasks, ...row.found].map((task) => this.taskRow(task, row));
    const left = row.group.count - row.tasks.length - row.found.length;
    const program = this.programs.current;
    if (left > 0 && program !== undefined) {
      rows.push(this.moreRow(row.id, `${thousands(left)} more tasks…`, row, async () => {
        this.longer.set(row.id, row.tasks.length + page);
        await this.lengthen(row);
      }));
    }
    this.children.set(row.id, rows);
    return rows;
  }

  /** Gets as many tasks of a group as somebody wanted to see: its row is made anew when the program changes. */
  private async lengthen(row: GroupRow): Promise<void> {
    const program = this.programs.current;
    const wanted = Math.min(row.group.count, this.longer.get(row.id) ?? 0);
    if (program?.stopped !== true || wanted <= row.tasks.length) {
      return;
    }
    const asked = this.generation;
    const answer = await program.ask('asyncdap/tasks', {
      ...queryOf(this.filter), grouped: true, start: row.group.index, count: 1, tasks: wanted,
    });
    if (this.isCurrent(asked)) {
      row.tasks = answer.groups?.[0]?.tasks ?? row.tasks;
      this.children.delete(row.id);
    }
  }

  private moreRow(of: string, text: string, parent: TreeRow | undefined, load: () => Promise<void>): TreeRow {
    return { kind: 'more', id: `more ${of}`, parent, text, load };
  }

  private async frames(row: TaskRow, start: number): Promise<TreeRow[]> {
    const program = this.programs.current;
    if (program === undefined) {
      return [];
    }
    if (!program.stopped) {
      return [note('pause the program to see the stack', row)];
    }
    try {
      const answer = await program.ask('stackTrace', { threadId: row.task.threadId, startFrame: start, levels: page });
      const rows: TreeRow[] = answer.stackFrames.map((frame, i) => ({
        kind: 'frame', id: `${row.id} frame ${String(start + i)}`, parent: row, frame,
      }));
      const at = start + answer.stackFrames.length;
      const left = (answer.totalFrames ?? at) - at;
      if (left > 0 && answer.stackFrames.length > 0) {
        rows.push(this.moreRow(row.id, `${thousands(left)} more frames…`, row, async () => {
          const sofar = (this.children.get(row.id) ?? []).filter((r) => r.kind !== 'more');
          this.children.set(row.id, [...sofar, ...(await this.frames(row, at))]);
        }));
      }
      return rows.length > 0 ? rows : [note('no frames', row)];
    } catch (error) {
      return [note(reason(error), row)];
    }
  }

  /** The call stack's selection moved to another task. */
  private async follow(threadId: number): Promise<void> {
    if (threadId === this.focused || !this.view.visible) {
      return;
    }
    this.focused = threadId;
    // The rows of this stop come first.
    await new Promise((resolve) => setTimeout(resolve, 2 * calm));
    if (this.focused === threadId) {
      await this.reveal(threadId);
    }
  }

  private taskItem(row: TaskRow): vscode.TreeItem {
    const { task } = row;
    const item = new vscode.TreeItem(taskLabel(task), vscode.TreeItemCollapsibleState.Collapsed);
    item.id = row.id;
    item.description = taskDetail(task);
    const { id, color } = icon(task.state);
    item.iconPath = new vscode.ThemeIcon(id, new vscode.ThemeColor(color));
    item.contextValue = contextOf(task, this.programs.current?.pinned.has(task.threadId) === true);
    item.accessibilityInformation = { label: taskSpoken(task) };
    return item;
  }
}

function groupItem(row: GroupRow): vscode.TreeItem {
  const item = new vscode.TreeItem(groupTitle(row.group), vscode.TreeItemCollapsibleState.Collapsed);
  item.id = row.id;
  item.description = groupDetail(row.group);
  const { id, color } = icon(row.group.tasks[0]?.state ?? 'suspended');
  item.iconPath = new vscode.ThemeIcon(id, new vscode.ThemeColor(color));
  item.tooltip = row.group.frames.map((f) => [f.name, placeText(f)].join('  ')).join('\n');
  item.contextValue = groupContext(row.group);
  item.accessibilityInformation = { label: groupSpoken(row.group) };
  return item;
}

function frameItem(row: FrameRow): vscode.TreeItem {
  const { label, detail, isLabel } = frameLabel(row.frame);
  const item = new vscode.TreeItem(isLabel ? `— ${label} —` : label);
  item.id = row.id;
  item.description = detail;
  if (isLabel) {
    item.iconPath = new vscode.ThemeIcon('blank');
    item.accessibilityInformation = { label };
    return item;
  }
  item.iconPath = new vscode.ThemeIcon(row.frame.presentationHint === 'subtle' ? 'library' : 'debug-stackframe-dot');
  item.contextValue = 'frame';
  item.tooltip = row.frame.source?.path ?? row.frame.source?.name ?? label;
  item.accessibilityInformation = { label: [label, detail].filter((x) => x !== '').join(', ') }; // else it would be the tooltip
  if (row.frame.source !== undefined) {
    item.command = { command: 'asyncdap.open', title: 'Open', arguments: [row.frame] };
  }
  return item;
}

function note(text: string, parent?: TreeRow): TreeRow {
  return { kind: 'note', id: `note ${text} ${parent?.id ?? ''}`, parent, text };
}

/** Newer editors tell which frame or thread is selected in the call stack. */
interface StackItems {
  activeStackItem?: { threadId?: number };
  onDidChangeActiveStackItem?: vscode.Event<{ session: vscode.DebugSession; threadId?: number } | undefined>;
}

export function followCallStack(to: (threadId: number) => void): vscode.Disposable[] {
  const listen = (vscode.debug as StackItems).onDidChangeActiveStackItem;
  if (listen === undefined) {
    return [];
  }
  return [
    listen((item) => {
      if (item?.threadId !== undefined && item.session.type === 'asyncdap') {
        to(item.threadId);
      }
    }),
  ];
}
