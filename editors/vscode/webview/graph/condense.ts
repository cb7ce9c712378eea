// Makes a graph of thousands of tasks one that a person can read: tasks that do
// the same and stand alike towards the others become one box.

export type State = 'running' | 'ready' | 'suspended' | 'thread';

export interface Node {
  threadId: number;
  name: string;
  state: State;
  coroutine?: string;
  waitingFor?: string;
  awaits?: number;
  waitsFor?: number[];
  any?: boolean;
  line?: number;
  /** Where it is, for a person. */
  place?: string;
}

export interface Box {
  id: number;
  label: string;
  detail: string;
  state: State;
  count: number;
  /** Where they are; tasks of one box are at the same line. */
  place: string;
  /** The task that the box stands for, or the first of them. */
  threadId: number;
  deadlocked: boolean;
}

export interface Edge {
  from: number;
  to: number;
  /** One of several is enough. */
  any: boolean;
  deadlocked: boolean;
}

export interface Condensed {
  boxes: Box[];
  edges: Edge[];
  /** Boxes that were left out. */
  hidden: number;
}

/** The boxes of tasks: plain code of a thread is none. */
export function taskBoxes(boxes: readonly Box[]): number {
  return boxes.filter((b) => b.state !== 'thread').length;
}

/** How often classes are split by their neighbours'. */
const rounds = 4;

export function condense(nodes: readonly Node[], deadlocks: readonly { threadIds: number[] }[], limit = 300): Condensed {
  const cycles = new Map<number, Set<number>>(); // a task of a deadlock, and whom it waits for there
  for (const { threadIds } of deadlocks) {
    threadIds.forEach((id, i) => {
      const next = threadIds[(i + 1) % threadIds.length] ?? id;
      cycles.set(id, (cycles.get(id) ?? new Set()).add(next));
    });
  }
  const byId = new Map(nodes.map((n) => [n.threadId, n]));
  const targets = new Map(nodes.map((n) => [n.threadId, targetsOf(n).filter((id) => byId.has(id))]));
  const classes = classify(nodes, targets, new Set(cycles.keys()));

  const boxes: Box[] = [];
  for (const node of nodes) {
    const id = classes.get(node.threadId) ?? 0;
    const box = boxes[id];
    if (box === undefined) {
      boxes[id] = {
        id, label: node.name, detail: detailOf(node, true), state: node.state, count: 1, place: node.place ?? '',
        threadId: node.threadId, deadlocked: cycles.has(node.threadId),
      };
      continue;
    }
    box.count++;
    box.label = node.coroutine ?? node.name;
    box.detail = detailOf(node, false);
  }
  const edges = new Map<string, Edge>();
  for (const node of nodes) {
    for (const to of targets.get(node.threadId) ?? []) {
      const a = classes.get(node.threadId) ?? 0;
      const b = classes.get(to) ?? 0;
      const key = `${a} ${b}`;
      const known = edges.get(key);
      const deadlocked = cycles.get(node.threadId)?.has(to) === true;
      edges.set(key, { from: a, to: b, any: node.any === true, deadlocked: deadlocked || known?.deadlocked === true });
    }
  }
  return cut(boxes, [...edges.values()], limit);
}

function targetsOf(node: Node): number[] {
  const out = new Set(node.waitsFor ?? []);
  if (node.awaits !== undefined) {
    out.add(node.awaits);
  }
  return [...out];
}

/** Numbers classes from 0 in the order of their first tasks. */
function classify(nodes: readonly Node[], targets: ReadonlyMap<number, number[]>, alone: ReadonlySet<number>): Map<number, number> {
  const sources = new Map<number, number[]>();
  for (const [from, to] of targets) {
    for (const id of to) {
      const list = sources.get(id);
      if (list === undefined) {
        sources.set(id, [from]);
      } else {
        list.push(from);
      }
    }
  }
  let classes = number(nodes, (n) =>
    alone.has(n.threadId) ? `one ${n.threadId}` : [n.coroutine ?? n.name, n.state, withoutTimes(n.waitingFor ?? ''), n.line ?? 0].join('|'),
  );
  for (let i = 0; i < rounds; i++) {
    const last = classes;
    const classesOf = (ids: readonly number[] | undefined) =>
      [...new Set((ids ?? []).map((id) => last.get(id) ?? -1))].sort((a, b) => a - b).join(',');
    classes = number(nodes, (n) => [last.get(n.threadId), classesOf(targets.get(n.threadId)), classesOf(sources.get(n.threadId))].join('|'));
  }
  return classes;
}

function number(nodes: readonly Node[], key: (n: Node) => string): Map<number, number> {
  const ids = new Map<string, number>();
  const out = new Map<number, number>();
  for (const node of nodes) {
    const k = key(node);
    const id = ids.get(k) ?? ids.size;
    ids.set(k, id);
    out.set(node.threadId, id);
  }
  return out;
}

/** Waits for the same thing differ in the time that is left. */
function withoutTimes(waiting: string): string {
  return waiting.replace(/ *\((due|[^()]*\d[^()]*)\)$/, '').replace(/Task-\d+/g, 'a task');
}

function detailOf(node: Node, one: boolean): string {
  const waiting = one ? (node.waitingFor ?? '') : withoutTimes(node.waitingFor ?? '');
  return waiting === '' ? node.state : waiting;
}

/** Keeps deadlocks, then what is connected, then the large. */
function cut(boxes: Box[], edges: Edge[], limit: number): Condensed {
  if (boxes.length <= limit) {
    return { boxes, edges, hidden: 0 };
  }
  const connected = new Set(edges.flatMap((e) => [e.from, e.to]));
  const rank = (b: Box) => (b.deadlocked ? 0 : connected.has(b.id) ? 1 : 2);
  const kept = [...boxes].sort((a, b) => rank(a) - rank(b) || b.count - a.count || a.id - b.id).slice(0, limit);
  const ids = new Set(kept.map((b) => b.id));
  return {
    boxes: kept,
    edges: edges.filter((e) => ids.has(e.from) && ids.has(e.to)),
    hidden: boxes.length - kept.length,
  };
}
