import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Edits, type Message } from '../src/views/edits';

/** Whether the answer to a request is known as that of one that changes something. */
function changes(command: string, args?: unknown, answer: Partial<Message> & { success?: boolean } = {}): boolean {
  const edits = new Edits();
  edits.sent({ type: 'request', seq: 7, command, arguments: args });
  assert.equal(edits.answered({ type: 'response', request_seq: 8, command }), false, 'the answer to another request');
  assert.equal(edits.answered({ type: 'event', seq: 7 }), false, 'an event');
  const first = edits.answered({ type: 'response', request_seq: 7, command, ...answer });
  assert.equal(edits.answered({ type: 'response', request_seq: 7, command }), false, 'an answer comes once');
  return first;
}

test('the console, values that are set and tasks that are ended change the program', () => {
  assert.equal(changes('evaluate', { expression: 'task.cancel()', context: 'repl' }), true);
  assert.equal(changes('evaluate', { expression: 'task.cancel()' }), true);
  assert.equal(changes('setVariable', { name: 'x', value: '1' }), true);
  assert.equal(changes('setExpression', { expression: 'x', value: '1' }), true);
  assert.equal(changes('terminateThreads', { threadIds: [3] }), true);
});

test('what only looks does not', () => {
  for (const context of ['hover', 'watch', 'clipboard', 'variables']) {
    assert.equal(changes('evaluate', { expression: 'task', context }), false, context);
  }
  assert.equal(changes('variables', { variablesReference: 1 }), false);
  assert.equal(changes('asyncdap/tasks'), false);
});

test('an expression that fails may have changed something before', () => {
  assert.equal(changes('evaluate', { expression: 'task.cancel() or 1 / 0', context: 'repl' }, { success: false }), true);
});
