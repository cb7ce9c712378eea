import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LostRun, type Message } from '../src/debug/lostRun';

const event = (name: string, body: Message['body'] = {}): Message => ({ type: 'event', event: name, body });
const began = event('stopped', { reason: 'function breakpoint', hitBreakpointIds: [4] });
const lost = (name: string) =>
  event('stopped', {
    reason: 'exception', description: 'Paused on an async generator that was not closed',
    text: `The async generator ${name} is suspended at line 7 and nobody has closed it.`,
  });
const over = [event('exited', { exitCode: 0 }), event('terminated')];

/** The editor sets three function breakpoints; the second is the run's. */
function begin(run: LostRun): void {
  run.asked({ type: 'request', seq: 9, command: 'setFunctionBreakpoints', arguments: { breakpoints: [{ name: 'mine' }, { name: 'lib.rows' }, {}] } });
  run.told({ type: 'response', request_seq: 9, command: 'setFunctionBreakpoints', body: { breakpoints: [{ id: 3 }, { id: 4 }, { id: 5 }] } });
  run.told(event('process'));
}

function tell(run: LostRun, ...messages: Message[]): string[] {
  return messages.map((m) => run.told(m)?.text).filter((t) => t !== undefined);
}

const runOf = (...functions: string[]) =>
  new LostRun({ program: '/app/lib.py', functions, breakpoints: functions.map((f) => `lib.${f}`) });

test('a module that runs nothing ends with a word and an offer', () => {
  const run = runOf('Reader.rows');
  assert.deepEqual(tell(run, event('process'), event('exited', { exitCode: 0 })), []);
  assert.deepEqual(run.told(event('terminated')), {
    text: 'lib.py has ended, and Reader.rows did not run in it. Debug a program that uses it?',
    elsewhere: true,
  });
  assert.deepEqual(tell(run, event('terminated')), []);
});

test('a run in which it was closed says that', () => {
  const run = runOf('rows');
  begin(run);
  assert.deepEqual(tell(run, began, ...over), ['lib.py has ended, and rows was not lost in it: it was exhausted or closed.']);
});

test('what others do is not taken for it', () => {
  for (const stop of [event('stopped', { reason: 'function breakpoint', hitBreakpointIds: [3] }), lost('grows'), lost('A.rows')]) {
    const run = runOf('rows');
    begin(run);
    assert.match(tell(run, stop, ...over).join(), /rows did not run/);
  }
  const run = runOf('rows');
  begin(run);
  assert.match(tell(run, began, lost('grows'), ...over).join(), /rows was not lost/);
});

test('a run that fails says how', () => {
  const run = new LostRun({ program: 'C:\\app\\lib.py', functions: [], breakpoints: [] });
  assert.deepEqual(tell(run, event('process'), event('exited', { exitCode: 1 }), event('terminated')), [
    'lib.py has ended with exit code 1, and no async generator was lost in it: each that ran was exhausted or closed.',
  ]);
});

test('nothing is said of a run that stopped there, or that a person ended', () => {
  for (const name of ['rows', 'outer.<locals>.rows']) {
    const run = runOf(name.replace('.<locals>', ''));
    begin(run);
    assert.deepEqual(tell(run, began, lost(name), ...over), []);
  }
  for (const command of ['disconnect', 'terminate']) {
    const run = runOf('rows');
    begin(run);
    run.asked({ type: 'request', command });
    assert.deepEqual(tell(run, ...over), []);
  }
});

test('a restart is a run of its own', () => {
  const run = runOf('rows');
  begin(run);
  assert.deepEqual(tell(run, began, lost('rows'), event('process')), []);
  assert.match(tell(run, ...over).join(), /rows did not run/);
});
