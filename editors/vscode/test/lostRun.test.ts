import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LostRun, type Message } from '../src/debug/lostRun';

const event = (name: string, body: Message['body'] = {}): Message => ({ type: 'event', event: name, body });
const began = event('stopped', { reason: 'function breakpoint' });
const wasLost = event('stopped', { reason: 'exception', description: 'Paused on an async generator that was not closed' });
const over = [event('exited', { exitCode: 0 }), event('terminated')];

function tell(run: LostRun, ...messages: Message[]): string[] {
  return messages.map((m) => run.told(m)?.text).filter((t) => t !== undefined);
}

const runOf = (...functions: string[]) => new LostRun({ program: '/work/lib.py', functions });

test('a module that runs nothing ends with a word and an offer', () => {
  const run = runOf('Reader.rows');
  assert.deepEqual(tell(run, event('process'), event('exited', { exitCode: 0 })), []);
  assert.deepEqual(run.told(event('terminated')), {
    text: 'lib.py has ended, and Reader.rows did not run in it. Debug a program that uses it?',
    elsewhere: true,
  });
  assert.deepEqual(tell(run, event('terminated')), []);
});

test('a run in which all was closed says that', () => {
  assert.deepEqual(tell(runOf('rows'), event('process'), began, ...over), [
    'lib.py has ended, and no async generator was lost in it: those that ran were exhausted or closed.',
  ]);
});

test('a run that fails says how', () => {
  const run = new LostRun({ program: 'C:\\work\\lib.py', functions: [] });
  assert.deepEqual(tell(run, event('process'), event('exited', { exitCode: 1 }), event('terminated')), [
    'lib.py has ended with exit code 1, and no async generator was lost in it: those that ran were exhausted or closed.',
  ]);
});

test('nothing is said of a run that stopped there, or that a person ended', () => {
  assert.deepEqual(tell(runOf('rows'), event('process'), began, wasLost, ...over), []);
  for (const command of ['disconnect', 'terminate']) {
    const run = runOf('rows');
    run.told(event('process'));
    run.asked({ type: 'request', command });
    assert.deepEqual(tell(run, ...over), []);
  }
});

test('a restart is a run of its own', () => {
  const run = runOf('rows');
  assert.deepEqual(tell(run, event('process'), began, wasLost, event('process')), []);
  assert.match(tell(run, ...over).join(), /rows did not run/);
});
