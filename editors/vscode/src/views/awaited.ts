// Whom a task waits for: one task is in its own facts; the holder of a lock and
// the tasks of a group or a gather() are known to the await graph.

import type { Graph, Task } from './protocol';

/** Waits that end when other tasks have done their part, as asyncdap words them. */
const several = /^((gather|TaskGroup|wait|as_completed) \(\d|(?!\S*Semaphore )\S+ held by )/;

/** Whether a task waits for others. */
export function awaitsOthers(task: Task): boolean {
  return task.awaits !== undefined || several.test(task.waitingFor ?? '');
}

/** Tasks of the graph that are looked through at once. */
const page = 2000;

type Ask = (args: { filter: string; start: number; count: number }) => Promise<Pick<Graph, 'total' | 'nodes'>>;

/** The tasks that a task of a stopped program waits for. */
export async function waitedFor(task: Task, ask: Ask): Promise<number[]> {
  if (task.awaits !== undefined) {
    return [task.awaits];
  }
  for (let start = 0; ;) {
    // The graph cannot be asked about a task by its number.
    const { nodes, total } = await ask({ filter: task.name, start, count: page });
    const node = nodes.find((n) => n.threadId === task.threadId);
    start += nodes.length;
    if (node !== undefined || nodes.length === 0 || start >= total) {
      return node?.waitsFor ?? [];
    }
  }
}
