import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Quiet, type Message } from '../src/debug/quiet';

test('errors of what the views ask for stay in the views', () => {
  const quiet = new Quiet();
  const failed = (command: string): Message => ({ type: 'response', command, success: false, body: { error: { showUser: true } } });
  for (const [command, shown] of [['asyncdap/loop', false], ['evaluate', true]] as const) {
    const m = failed(command);
    assert.ok(quiet.passes(m));
    assert.equal(m.body?.error?.showUser, shown);
  }
});

test('their progress is no news; that of others is', () => {
  const quiet = new Quiet();
  const progress = (event: string, progressId: string, title?: string): Message => ({
    type: 'event', event, body: { progressId, ...(title === undefined ? {} : { title }) },
  });
  assert.deepEqual(
    [
      progress('progressStart', '1', 'asyncdap/tasks'), progress('progressStart', '2', 'evaluate'),
      progress('progressUpdate', '1'), progress('progressEnd', '2'), progress('progressEnd', '1'),
      progress('progressStart', '1', 'evaluate'), progress('progressEnd', '1'), { type: 'event', event: 'stopped' },
    ].map((m) => quiet.passes(m)),
    [false, true, false, true, false, true, true, true],
  );
});
