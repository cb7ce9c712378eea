import assert from 'node:assert/strict';
import { test } from 'node:test';
import { condense, taskBoxes, type Node } from '../webview/graph/condense';
import { curve, layout, neighbour, size } from '../webview/graph/layout';

function node(threadId: number, name: string, more: Partial<Node> = {}): Node {
  return { threadId, name, state: 'suspended', coroutine: name.replace(/-\d+$/, ''), ...more };
}

/** A main task that waits for many workers, of which all wait for one lock's holder. */
function crowd(count: number): Node[] {
  const workers = Array.from({ length: count }, (_, i) =>
    node(10 + i, `worker-${i}`, { waitsFor: [2], waitingFor: i === 0 ? 'Lock (due)' : `Lock (${i} ms left)` }));
  return [node(1, 'main', { waitsFor: workers.map((w) => w.threadId) }), node(2, 'holder', { waitingFor: 'sleep' }), ...workers];
}

test('tasks that do the same become one box', () => {
  const { boxes, edges, hidden } = condense(crowd(5000), []);
  assert.deepEqual(boxes.map((b) => [b.label, b.count]), [['main', 1], ['holder', 1], ['worker', 5000]]);
  assert.deepEqual(edges.map((e) => [e.from, e.to]), [[0, 2], [2, 1]]);
  assert.equal(boxes[2]?.detail, 'Lock');
  assert.equal(hidden, 0);
});

test('tasks that stand differently towards others stay apart', () => {
  const nodes = [
    node(1, 'a', { waitsFor: [2] }), node(2, 'worker-1'), node(3, 'worker-2'), node(4, 'worker-3'),
    node(5, 'worker-4', { state: 'ready' }),
  ];
  assert.deepEqual(condense(nodes, []).boxes.map((b) => [b.label, b.count]), [['a', 1], ['worker-1', 1], ['worker', 2], ['worker-4', 1]]);
});

test('a deadlock is drawn task by task, and its edges are marked', () => {
  const nodes = [
    node(1, 'w-1', { waitsFor: [2] }), node(2, 'w-2', { waitsFor: [3] }), node(3, 'w-3', { waitsFor: [1] }),
    node(4, 'w-4', { waitsFor: [1] }),
  ];
  const { boxes, edges } = condense(nodes, [{ threadIds: [1, 2, 3] }]);
  assert.deepEqual(boxes.map((b) => b.deadlocked), [true, true, true, false]);
  assert.deepEqual(edges.map((e) => e.deadlocked), [true, true, true, false]);
});

test('what a task waits for beyond the page is no edge, and of too many boxes the lonely go', () => {
  const nodes = [node(1, 'a', { waitsFor: [99] }), ...Array.from({ length: 50 }, (_, i) => node(i + 10, `x${i}`, { coroutine: `c${i}` }))];
  nodes.push(node(3, 'b', { awaits: 4 }), node(4, 'c'));
  const { boxes, edges, hidden } = condense(nodes, [], 10);
  assert.equal(boxes.length, 10);
  assert.equal(hidden, 43);
  assert.deepEqual(edges.map((e) => boxes.find((b) => b.id === e.from)?.label), ['b']);
});

test('threads are drawn, but are no tasks', () => {
  const { boxes } = condense([node(1, 'MainThread', { state: 'thread' }), node(2, 'a'), node(3, 'b')], []);
  assert.deepEqual([boxes.length, taskBoxes(boxes)], [3, 2]);
});

test('nothing is nothing', () => {
  assert.deepEqual(condense([], []), { boxes: [], edges: [], hidden: 0 });
  assert.deepEqual(layout([], []).placed, []);
});

test('who waits stands left of what it waits for, and no boxes overlap', () => {
  const { boxes, edges } = condense([
    ...crowd(3), node(50, 'lonely'), node(51, 'r-1', { waitsFor: [52] }), node(52, 'r-2', { waitsFor: [51] }),
  ], [{ threadIds: [51, 52] }]);
  const { placed, width, height } = layout(boxes, edges);
  assert.equal(placed.length, boxes.length);
  const x = (label: string) => placed.find((p) => p.box.label === label)?.x ?? NaN;
  assert.ok(x('main') < x('worker') && x('worker') < x('holder'));
  for (const a of placed) {
    assert.ok(a.x >= 0 && a.y >= 0 && a.x + size.width <= width && a.y + size.height <= height);
    for (const b of placed) {
      assert.ok(a === b || Math.abs(a.x - b.x) >= size.width || Math.abs(a.y - b.y) >= size.height, `${a.box.label} and ${b.box.label}`);
    }
  }
  for (const a of placed) {
    for (const b of placed) {
      assert.doesNotMatch(curve(a, b), /NaN/);
    }
  }
});

test('an edge that passes a column runs between its boxes', () => {
  const { boxes, edges } = condense([
    node(1, 'main', { waitsFor: [2, 3, 4] }), node(2, 'a', { coroutine: 'a', waitsFor: [4] }),
    node(3, 'b', { coroutine: 'b', waitsFor: [4] }), node(4, 'end'),
  ], []);
  const { placed, routes } = layout(boxes, edges);
  const [gap] = routes.get('0 3') ?? [];
  assert.ok(gap !== undefined && routes.size === 1);
  for (const p of placed) {
    assert.ok(p.x !== gap.x || gap.y < p.y || gap.y > p.y + size.height, `it runs behind ${p.box.label}`);
  }
  const [main, end] = [placed.find((p) => p.box.id === 0), placed.find((p) => p.box.id === 3)];
  assert.ok(main !== undefined && end !== undefined);
  assert.match(curve(main, end, [gap]), new RegExp(`${gap.x} ${gap.y} H${gap.x + size.width} `));
});

test('long chains and large cycles are laid out', () => {
  const chain = Array.from({ length: 20_000 }, (_, i) => node(i + 1, `t${i}`, { coroutine: `c${i}`, waitsFor: [i + 2] }));
  const { boxes, edges } = condense(chain, [], Infinity);
  const { placed } = layout(boxes, edges);
  assert.equal(new Set(placed.map((p) => p.x)).size, 20_000);
  const ring = Array.from({ length: 100 }, (_, i) => ({ from: i, to: (i + 1) % 100, any: false, deadlocked: true }));
  assert.equal(layout(boxes.slice(0, 100), ring).placed.length, 100);
});

test('arrow keys lead to the nearest box', () => {
  const { boxes, edges } = condense([
    node(1, 'a', { waitsFor: [2, 3] }), node(2, 'b', { coroutine: 'b' }), node(3, 'c', { coroutine: 'c' }),
  ], []);
  const { placed } = layout(boxes, edges);
  const [a, b, c] = ['a', 'b', 'c'].map((name) => placed.find((p) => p.box.label === name));
  assert.ok(a !== undefined && b !== undefined && c !== undefined);
  const right = neighbour(placed, a, 'right');
  assert.ok(right === b || right === c);
  assert.equal(neighbour(placed, b, 'left'), a);
  assert.equal(neighbour(placed, b.y < c.y ? b : c, 'down'), b.y < c.y ? c : b);
  assert.equal(neighbour(placed, a, 'left'), undefined);
});
