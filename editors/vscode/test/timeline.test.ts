import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Line } from '../webview/messages';
import { account, at, bars, duration, missing, moved, ticks, toTime, toX, unknownUntil, whole, windowOf, zoomed } from '../webview/timeline/scale';

const line: Line = {
  threadId: 2, name: 'worker', ended: false, totalIntervals: 4,
  intervals: [
    { state: 'running', start: 1, end: 2 },
    { state: 'suspended', start: 2, end: 5 },
    { state: 'ready', start: 5, end: 5.5 },
    { state: 'running', start: 5.5, end: 6 },
  ],
};

test('times and pixels', () => {
  const window = { from: 2, to: 6 };
  assert.equal(toX(3, window, 800), 200);
  assert.equal(toTime(200, window, 800), 3);
});

test('zooming keeps a time in its place and stays within the recording', () => {
  const out = zoomed({ from: 0, to: 10 }, 0.5, 4, 10);
  assert.equal(toX(4, out, 100), toX(4, { from: 0, to: 10 }, 100));
  assert.deepEqual(zoomed({ from: 2, to: 8 }, 100, 5, 10), { from: 0, to: 10 });
  assert.deepEqual(moved({ from: 2, to: 4 }, 100, 10), { from: 8, to: 10 });
  assert.deepEqual(moved({ from: 2, to: 4 }, -100, 10), { from: 0, to: 2 });
});

test('what was in sight is in sight when the page is built anew', () => {
  assert.deepEqual(windowOf(structuredClone({ from: 1.5, to: 2 })), { from: 1.5, to: 2 });
  for (const kept of [undefined, null, 'x', {}, { from: 2, to: 2 }, { from: '1', to: '2' }, { from: 0, to: Infinity }]) {
    assert.equal(windowOf(kept), undefined);
  }
});

test('ticks are round and few', () => {
  assert.deepEqual(ticks({ from: 0, to: 10 }, 5), [0, 2, 4, 6, 8, 10]);
  assert.deepEqual(ticks({ from: 0.0013, to: 0.0019 }, 4), [0.0014, 0.0016, 0.0018]);
  for (const span of [1e-6, 0.3, 7, 12345]) {
    const got = ticks({ from: span, to: 2 * span }, 6);
    assert.ok(got.length >= 2 && got.length <= 7, `${span}: ${got.join(' ')}`);
  }
});

test('what is in sight becomes bars; a short step can still be seen', () => {
  const got = bars(line, { from: 1.5, to: 5.25 }, 375);
  assert.deepEqual(got.map((b) => [b.state, Math.round(b.x), Math.round(b.width)]), [
    ['running', 0, 50], ['suspended', 50, 300], ['ready', 350, 25],
  ]);
  const flash = { ...line, intervals: [{ state: 'running' as const, start: 3, end: 3.000001 }] };
  assert.equal(bars(flash, { from: 0, to: 1000 }, 100)[0]?.width, 1);
});

test('intervals in the same pixel are drawn once', () => {
  const many = { ...line, intervals: Array.from({ length: 10_000 }, (_, i) => ({ state: 'running' as const, start: i, end: i + 0.5 })) };
  assert.ok(bars(many, { from: 0, to: 10_000 }, 100).length <= 200);
});

test('what is no longer kept is not empty', () => {
  assert.equal(unknownUntil(line, 0), 0);
  assert.equal(unknownUntil(line, 0.5), 0.5);
  const cut = { ...line, totalIntervals: 9 }; // the page has the latest four
  assert.equal(unknownUntil(cut, 0.5), 1);
  assert.deepEqual(whole([cut], 0.5, 6), { from: 1, to: 6 });
  assert.deepEqual(whole([cut, line], 0.5, 6), { from: 0.5, to: 6 });
  assert.deepEqual(whole([], 0, 0), { from: 0, to: 1e-3 });
  assert.match(missing(cut, 0.5, 0.2) ?? '', /no longer kept/);
  assert.match(missing(cut, 0.5, 0.7) ?? '', /latest 4 intervals/);
  assert.equal(missing(line, 0.5, 0.7), undefined);
});

test('a task is summed up in words', () => {
  assert.equal(account(line), 'worker: ran 1.5 s in 2 steps, ready 500 ms, suspended 3 s');
  assert.match(account({ ...line, totalIntervals: 9, ended: true }), /of the latest part.*has ended/);
  const waiting = { ...line, waitingFor: 'Lock held by holder', totalIntervals: 1, intervals: [{ state: 'suspended' as const, start: 0, end: 5 }] };
  assert.equal(account(waiting), 'worker: did not run, ready 0 s, suspended 5 s, waits for Lock held by holder');
  assert.deepEqual([0, 0.0000012, 0.0345, 2.5].map(duration), ['0 s', '1.2 µs', '34.5 ms', '2.5 s']);
  assert.equal(at(line, 3)?.state, 'suspended');
  assert.equal(at(line, 7), undefined);
});
