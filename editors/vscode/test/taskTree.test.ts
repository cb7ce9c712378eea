import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generatorFacts, generatorsSummary } from '../src/views/generatorRows';
import { duration, sections, summary } from '../src/views/loopRows';
import type { Group, Task } from '../src/views/protocol';
import {
  contextOf, fileOf, frameLabel, groupContext, groupDetail, groupSpoken, groupTitle, namedBy, parseCreated, parseFilter, placeText,
  oneLine, queryOf, taskDetail, taskFacts, taskLabel, tasksSummary, thousands, writeFilter,
} from '../src/views/taskTree';

const task: Task = {
  threadId: 7, name: 'worker-1', state: 'suspended', coroutine: 'Crawler.worker', waitingFor: 'sleep (1.5 s left)',
  awaits: 9, awaitedBy: [2, 3], source: { path: '/ws/app/crawler.py' }, line: 52,
};

function group(frames: string[], count = 5000, tasks = [task, { ...task, waitingFor: 'sleep (20 ms left)' }, { ...task, waitingFor: 'sleep (due)' }]): Group {
  return { index: 0, count, tasks, frames: frames.map((name) => ({ name, kind: name.startsWith('Queue') ? 'native' : 'coroutine' })) };
}

test('numbers have separators', () => {
  assert.deepEqual([0, 999, 1000, 1234567].map(thousands), ['0', '999', '1,000', '1,234,567']);
});

test('tasks are counted without the threads among them', () => {
  assert.equal(tasksSummary({ total: 5001, threads: 1, totalGroups: 3 }), '5,000 tasks in 2 groups');
  assert.equal(tasksSummary({ total: 2, threads: 1, totalGroups: 2 }), '1 task in 1 group');
  assert.equal(tasksSummary({ total: 1, threads: 1, totalGroups: 1 }), '0 tasks in 0 groups');
  assert.equal(tasksSummary({ total: 3, threads: 0 }), '3 tasks, running');
});

test('a row has one line', () => {
  assert.equal(oneLine('call of f(\n    1,\r\n    2)\n'), 'call of f( 1, 2)');
  assert.equal(taskLabel({ ...task, name: 'fetch\nhttp://a' }), 'fetch http://a');
  assert.equal(taskDetail({ ...task, waitingFor: 'a\nb' }), 'Crawler.worker, suspended: a b');
});

test('a group is named by the way down to where it waits', () => {
  assert.equal(groupTitle(group(['fetch', 'Crawler.visit', 'Crawler.worker'])), 'Crawler.worker → Crawler.visit → fetch');
  assert.equal(groupTitle(group(['Queue.get', 'main.<locals>.run'])), 'run');
  assert.equal(groupTitle(group(['f', 'f', 'f', 'g'])), 'g → f');
  assert.equal(groupTitle(group(['e', 'd', 'c', 'b', 'a', 'root'])), 'root → a → … → d → e');
  assert.equal(groupTitle(group([])), 'Crawler.worker');
});

test('a group says what its tasks have in common', () => {
  assert.equal(groupDetail(group(['fetch'])), '× 5,000 suspended: sleep');
  assert.equal(groupDetail(group(['f'], 2, [task, { ...task, waitingFor: 'Queue.get()' }])), '× 2 suspended');
});

test('a task says what it does', () => {
  assert.equal(taskDetail(task), 'Crawler.worker, suspended: sleep (1.5 s left)');
  assert.equal(taskDetail({ threadId: 1, name: 'MainThread', state: 'thread' }), 'no task');
  assert.deepEqual(taskFacts({ ...task, awaitedBy: [1, 2, 3, 4, 5, 6, 7] }, (id) => `#${id}`), [
    ['state', 'suspended'], ['coroutine', 'Crawler.worker'], ['waiting for', 'sleep (1.5 s left)'], ['awaits', '#9'],
    ['awaited by', '#1, #2, #3, #4, #5 and 2 more'], ['at', 'crawler.py:52'],
  ]);
});

test('the names that a tooltip needs are those it has', () => {
  const crowd = { ...task, awaitedBy: [1, 2, 3, 4, 5, 6, 7] };
  const asked: number[] = [];
  taskFacts(crowd, (id) => String(asked.push(id)));
  assert.deepEqual(namedBy(crowd), asked);
  assert.deepEqual(namedBy({ threadId: 1, name: 'M', state: 'thread' }), []);
});

test('async generators are told with their owners, and all of them are counted', () => {
  const pages = { name: 'pages', state: 'suspended', ownerThreadId: 3, owner: 'reader', cleanup: true, line: 7, source: { path: '/a/b.py' } };
  assert.deepEqual(generatorFacts(pages), ['suspended', 'b.py:7', 'iterated by reader', 'cleanup pending']);
  assert.deepEqual(generatorFacts({ name: 'g', state: 'not started', cleanup: false }), ['not started']);
  assert.equal(generatorsSummary({ total: 3000, totalCleanup: 1200 }), '3,000 live, 1,200 with cleanup');
  assert.equal(generatorsSummary({ total: 1, totalCleanup: 0 }), '1 live');
});

test('menus see what can be done', () => {
  assert.equal(contextOf(task, false), 'task suspended awaits awaited loose ');
  assert.equal(contextOf({ threadId: 1, name: 'M', state: 'thread' }, true), 'task thread pinned ');
  const waiting: Task = { threadId: 1, name: 'x', state: 'suspended', waitingFor: 'Lock held by y' };
  assert.equal(contextOf(waiting, false), 'task suspended awaits loose ');
  assert.equal(groupContext(group(['a'], 2, [waiting, waiting])), 'group suspended awaits ');
  assert.equal(groupContext(group(['a'])), 'group suspended awaits awaited ');
});

test('filters are words and a state', () => {
  assert.deepEqual(parseFilter('  state:ready  get page '), { text: 'get page', state: 'ready' });
  assert.deepEqual(parseFilter('state:sleepy'), { text: 'state:sleepy' });
  assert.equal(writeFilter(parseFilter('x state:running')), 'state:running x');
  assert.deepEqual(parseFilter('State:Ready x'), { text: 'x', state: 'ready' });
  assert.deepEqual(queryOf(parseFilter('anything state:suspended')), { filter: 'anything', state: 'suspended' });
  assert.deepEqual(queryOf(parseFilter('')), { filter: '' });
});

test('places and frames', () => {
  assert.equal(placeText({ source: { path: 'C:\\ws\\app.py' }, line: 3 }), 'app.py:3');
  assert.equal(placeText({ source: { name: '<string>' } }), '<string>');
  assert.deepEqual(frameLabel({ id: 0, name: 'awaited by Task-1', line: 0, column: 0, presentationHint: 'label' }), {
    label: 'awaited by Task-1', detail: '', isLabel: true,
  });
});

test('the files of sources are found on the machine of the extension', () => {
  assert.equal(fileOf('/ws/a b.py'), '/ws/a b.py');
  assert.equal(fileOf('vscode-remote://ssh-remote%2Bbox/ws/a%20b.py'), '/ws/a b.py');
  assert.equal(fileOf('file:///c%3A/ws/a.py'), 'c:/ws/a.py');
  assert.equal(fileOf('C:\\ws\\a.py'), 'C:\\ws\\a.py');
  assert.equal(fileOf('<frozen asyncio.queues>'), undefined);
  assert.equal(fileOf(''), undefined);
});

test('the place of creation is read from the right', () => {
  assert.deepEqual(parseCreated('C:\\a:b\\app.py:12'), { path: 'C:\\a:b\\app.py', line: 12 });
  assert.equal(parseCreated('unknown'), undefined);
});

test('rows of the event loop', () => {
  const loop = {
    running: true, debug: false, time: 12.34567, ready: ['step of Task-2'], totalReady: 1,
    timers: [{ callback: 'wake', left: 1.5 }, { callback: 'late', left: -1 }], totalTimers: 200,
    files: [{ fd: 5, reader: 'accept', writer: 'send' }], totalFiles: 1,
    jobs: [{ callable: 'work', source: { path: '/a/b.py' }, line: 2 }], totalJobs: 1,
  };
  assert.equal(summary(loop, false), 'running, clock 12.346');
  assert.equal(summary(loop, true), 'paused, clock 12.346');
  assert.equal(summary({ ...loop, running: false }, true), 'not running, clock 12.346');
  assert.equal(summary({ ...loop, loops: 2, thread: 'feeder' }, true), 'paused, clock 12.346, of feeder, one of 2 loops');
  assert.deepEqual(sections(loop).map((s) => [s.total, s.items.map((i) => `${i.label}: ${i.detail}`)]), [
    [1, ['step of Task-2: ']], [200, ['wake: in 1.5 s', 'late: due']], [1, ['fd 5: read: accept, write: send']], [1, ['work: queued, b.py:2']],
  ]);
  assert.deepEqual([0, 0.00002, 0.02, 61].map(duration), ['0 s', '20 µs', '20 ms', '61 s']);
});

test('a group says what different waits have in common', () => {
  const waiting = (...waits: string[]): Group => ({
    index: 0, count: waits.length, frames: [{ name: 'transfer', kind: 'coroutine', line: 3, source: { name: 'a.py' } }],
    tasks: waits.map((waitingFor, i) => ({ threadId: i, name: `t${i}`, state: 'suspended', waitingFor })),
  });
  assert.equal(groupDetail(waiting('Lock held by a', 'Lock held by b')), '× 2 suspended: Lock held by …');
  assert.equal(groupDetail(waiting('Lock held by a', 'Lock held by a')), '× 2 suspended: Lock held by a');
  assert.equal(groupDetail(waiting('Lock', 'Event')), '× 2 suspended');
  assert.equal(groupDetail(waiting('Lock', 'Lock held by a')), '× 2 suspended: Lock …');
  assert.equal(groupSpoken(waiting('Lock held by a', 'Lock held by b')), '2 tasks in transfer, suspended: Lock held by …, at a.py:3');
});
