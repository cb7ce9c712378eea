// The rows of the Async Tasks view: pure functions from what asyncdap answers to
// what a person reads.

import { awaitsOthers } from './awaited';
import type { Group, GroupFrame, Place, StackFrame, Task, Tasks, TaskState } from './protocol';

/** A number with separators, the same in every locale. */
export function thousands(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** The text of a row, which has one line: names and what is waited for may have more. */
export function oneLine(text: string): string {
  return text.trim().replace(/\s*[\r\n]\s*/g, ' ');
}

/** `1 task`, `5,000 tasks`. */
export function counted(n: number, what: string): string {
  return `${thousands(n)} ${what}${n === 1 ? '' : 's'}`;
}

/** What stands beside the title of the view: plain code of a thread is no task. */
export function tasksSummary(answer: Pick<Tasks, 'total' | 'threads' | 'totalGroups'>): string {
  const tasks = counted(answer.total - answer.threads, 'task');
  return answer.totalGroups === undefined ? `${tasks}, running` : `${tasks} in ${counted(Math.max(0, answer.totalGroups - answer.threads), 'group')}`;
}

/** How a filter is written: words for the name, `state:` for what it does. */
export interface Filter {
  text: string;
  state?: TaskState;
}

const states: readonly TaskState[] = ['running', 'ready', 'suspended', 'thread'];

/** Reads what was typed; a state that does not exist is part of the name. */
export function parseFilter(typed: string): Filter {
  const rest: string[] = [];
  let state: TaskState | undefined;
  for (const word of typed.split(/\s+/)) {
    const wanted = /^state:(.*)$/i.exec(word)?.[1]?.toLowerCase();
    const found = states.find((s) => s === wanted);
    if (found !== undefined) {
      state = found;
    } else if (word !== '') {
      rest.push(word);
    }
  }
  const text = rest.join(' ');
  return state === undefined ? { text } : { text, state };
}

export function writeFilter(filter: Filter): string {
  return [filter.state === undefined ? '' : `state:${filter.state}`, filter.text].filter((x) => x !== '').join(' ');
}

/** A filter as asyncdap/tasks takes it: so it goes over all tasks, not over a page of them. */
export function queryOf(filter: Filter): { filter: string; state?: TaskState } {
  return { filter: filter.text, ...(filter.state === undefined ? {} : { state: filter.state }) };
}

/** The codicon of a state. */
export function icon(state: TaskState): { id: string; color: string } {
  switch (state) {
    case 'running':
      return { id: 'play-circle', color: 'charts.green' };
    case 'ready':
      return { id: 'circle-large-outline', color: 'charts.yellow' };
    case 'suspended':
      return { id: 'watch', color: 'charts.blue' };
    case 'thread':
      return { id: 'server-process', color: 'foreground' };
  }
}

/** How many frames a title names before it leaves some out. */
const named = 4;

/** The way from the coroutine of the task down to where it waits. */
export function groupTitle(group: Group): string {
  const coroutine = group.tasks[0]?.coroutine;
  const names = [...group.frames].reverse().filter(isOwn).map((f) => shortName(f.name));
  if (names.length === 0) {
    return shortName(coroutine ?? group.tasks[0]?.name ?? '?');
  }
  const path = names.filter((name, i) => name !== names[i - 1]);
  if (path.length > named) {
    path.splice(2, path.length - named, '…');
  }
  return path.join(' → ');
}

/** Frames of awaitables without Python code say less than "waiting for". */
function isOwn(frame: GroupFrame): boolean {
  return frame.kind !== 'native';
}

function shortName(name: string): string {
  return name.replace(/^.*<locals>\./, '');
}

/** What stands behind the title of a group. */
export function groupDetail(group: Group): string {
  return `× ${thousands(group.count)} ${groupState(group)}`.trimEnd();
}

function groupState(group: Group): string {
  const first = group.tasks[0];
  if (first === undefined) {
    return '';
  }
  const waits = [...new Set(group.tasks.map((t) => withoutNumbers(t.waitingFor ?? '')))];
  return stateText(first.state, inCommon(waits));
}

/** What different waits begin with: of "Lock held by a" and "Lock held by b" that is "Lock held by …". */
function inCommon(waits: readonly string[]): string {
  const [first = '', ...others] = waits;
  if (others.length === 0) {
    return first;
  }
  const words = first.split(' ');
  const differs = words.findIndex((word, i) => others.some((o) => o.split(' ')[i] !== word));
  const common = (differs < 0 ? words : words.slice(0, differs)).join(' ');
  return common === '' ? '' : `${common} …`;
}

/** A group's row as a screen reader has it: it does not see icons, nor the frames. */
export function groupSpoken(group: Group): string {
  return spoken(`${counted(group.count, 'task')} in ${groupTitle(group)}`, groupState(group), group.frames.find(isOwn) ?? {});
}

export function taskSpoken(task: Task): string {
  return spoken(`task ${taskLabel(task)}`, taskDetail(task), task);
}

function spoken(what: string, state: string, place: Place): string {
  const at = placeText(place);
  return [what, state, at === '' ? '' : `at ${at}`].filter((x) => x !== '').join(', ');
}

/** The same wait of many tasks differs in the time left. */
function withoutNumbers(waiting: string): string {
  return waiting.replace(/ *\((due|[^()]*\d[^()]*)\)$/, '');
}

export function taskLabel(task: Task): string {
  return oneLine(task.name);
}

export function taskDetail(task: Task): string {
  const coroutine = task.coroutine !== undefined && task.coroutine !== task.name ? `${shortName(task.coroutine)}, ` : '';
  return coroutine + stateText(task.state, task.waitingFor ?? '');
}

function stateText(state: TaskState, waitingFor: string): string {
  const what = state === 'thread' ? 'no task' : state;
  return waitingFor === '' ? what : `${what}: ${oneLine(waitingFor)}`;
}

/** How many of those that await a task its tooltip names. */
const awaiters = 5;

/** The tasks whose names are in a task's tooltip. */
export function namedBy(task: Task): number[] {
  return [...(task.awaits === undefined ? [] : [task.awaits]), ...(task.awaitedBy ?? []).slice(0, awaiters)];
}

/** Lines of a tooltip: label and value. */
export function taskFacts(task: Task, nameOf: (threadId: number) => string): [string, string][] {
  const out: [string, string][] = [['state', task.state]];
  if (task.coroutine !== undefined) {
    out.push(['coroutine', task.coroutine]);
  }
  if (task.waitingFor !== undefined) {
    out.push(['waiting for', task.waitingFor]);
  }
  if (task.awaits !== undefined) {
    out.push(['awaits', nameOf(task.awaits)]);
  }
  const by = task.awaitedBy ?? [];
  if (by.length > 0) {
    const shown = by.slice(0, awaiters).map(nameOf).join(', ');
    out.push(['awaited by', by.length > awaiters ? `${shown} and ${thousands(by.length - awaiters)} more` : shown]);
  }
  const at = placeText(task);
  if (at !== '') {
    out.push(['at', at]);
  }
  return out;
}

/** `file:line`, as far as it is known. */
export function placeText(place: Place): string {
  const name = place.source?.path?.split(/[\\/]/).at(-1) ?? place.source?.name;
  if (name === undefined) {
    return '';
  }
  return place.line === undefined ? name : `${name}:${place.line}`;
}

/** The words that the menus of a task's row look at. */
export function contextOf(task: Task, pinned: boolean): string {
  return `${['task', ...ways(task), pinned ? 'pinned' : 'loose'].join(' ')} `;
}

/** Those of a group's row: one goes where its first task leads. */
export function groupContext(group: Group): string {
  const first = group.tasks[0];
  return first === undefined ? 'group ' : `${['group', ...ways(first)].join(' ')} `;
}

/** What a task does, and whether there are others to go to. */
function ways(task: Task): string[] {
  const out: string[] = [task.state];
  if (awaitsOthers(task)) {
    out.push('awaits');
  }
  if ((task.awaitedBy ?? []).length > 0) {
    out.push('awaited');
  }
  return out;
}

/** The row of a frame; labels separate tasks. */
export function frameLabel(frame: StackFrame): { label: string; detail: string; isLabel: boolean } {
  const isLabel = frame.presentationHint === 'label';
  return { label: frame.name, detail: isLabel ? '' : placeText(frame), isLabel };
}

/**
 * The file of a source on the machine of the extension. The editor makes URIs of
 * the paths in answers that it knows when the workspace is on another machine;
 * the extension runs there, too.
 */
export function fileOf(path: string): string | undefined {
  const remote = /^(?:vscode-remote|file):\/\/[^/]*(\/.*)$/.exec(path)?.[1];
  if (remote !== undefined) {
    const plain = decodeURIComponent(remote);
    return /^\/[A-Za-z]:/.test(plain) ? plain.slice(1) : plain;
  }
  return /^([/\\]|[A-Za-z]:[/\\])/.test(path) ? path : undefined;
}

/** Reads the row "created at" of a task's scope: `file:line`. */
export function parseCreated(value: string): { path: string; line: number } | undefined {
  const found = /^(.*):(\d+)$/.exec(value);
  return found?.[1] === undefined || found[1] === '' ? undefined : { path: found[1], line: Number(found[2]) };
}
