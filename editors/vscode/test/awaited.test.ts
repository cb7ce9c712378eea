import assert from 'node:assert/strict';
import { test } from 'node:test';
import { awaitsOthers, waitedFor } from '../src/views/awaited';
import type { Node, Task } from '../src/views/protocol';

const task = (threadId: number, waitingFor: string): Task => ({ threadId, name: `Task-${threadId}`, state: 'suspended', waitingFor });

test('waits for other tasks are known by their words', () => {
  for (const wait of [
    'Lock held by y', 'Lock held by a, b, c, 4 more', 'TaskGroup (3 left)', 'gather (3 of 3 left)', 'wait (2 of 2 left)', 'as_completed (1 left)',
  ]) {
    assert.equal(awaitsOthers(task(1, wait)), true, wait);
  }
  for (const wait of [
    'sleep (1.5s left)', 'Queue.get() of an empty queue', 'Lock.acquire()', 'Semaphore held by a', 'BoundedSemaphore held by a', 'a future', '',
  ]) {
    assert.equal(awaitsOthers(task(1, wait)), false, wait);
  }
  assert.equal(awaitsOthers({ ...task(1, 'child'), awaits: 3 }), true);
});

test('one task is known without the graph', async () => {
  assert.deepEqual(await waitedFor({ ...task(1, 'child'), awaits: 3 }, () => assert.fail('asked')), [3]);
});

test('the graph is looked through by pages, for names have others in them', async () => {
  const nodes: Node[] = Array.from({ length: 4500 }, (_, i) => ({ ...task(i + 1, 'gather (2 of 2 left)'), waitsFor: [10_000 + i, 20_000 + i] }));
  const asked: unknown[] = [];
  const ask = (args: { filter: string; start: number; count: number }) => {
    asked.push(args);
    return Promise.resolve({ total: nodes.length, nodes: nodes.slice(args.start, args.start + args.count) });
  };
  assert.deepEqual(await waitedFor(task(2500, 'gather (2 of 2 left)'), ask), [12_499, 22_499]);
  assert.deepEqual(asked, [{ filter: 'Task-2500', start: 0, count: 2000 }, { filter: 'Task-2500', start: 2000, count: 2000 }]);
});

test('a task that has ended, or waits for none that is known, has none', async () => {
  assert.deepEqual(await waitedFor(task(7, 'TaskGroup (1 left)'), () => Promise.resolve({ total: 0, nodes: [] })), []);
  const node = task(7, 'TaskGroup (1 left)');
  assert.deepEqual(await waitedFor(node, () => Promise.resolve({ total: 1, nodes: [node] })), []);
});
