import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endedEarly, Started } from '../src/common/started';

const node = (script: string) => new Started(process.execPath, ['-e', script]);

test('the end of a program comes with its status and last words', async () => {
  const started = node(`process.stderr.write('first\\nlast words  \\n\\n'); process.exitCode = 3`);
  const { code, signal, said } = await started.ended;
  assert.deepEqual({ code, signal, said }, { code: 3, signal: null, said: 'last words' });
});

test('last words need no newline', async () => {
  assert.equal((await node(`process.stderr.write('one\\ntwo')`).ended).said, 'two');
  assert.equal((await node('').ended).said, '');
});

test('a program that does not end with its input is killed', async () => {
  const started = node(`setInterval(() => {}, 1000)`);
  started.end(50);
  assert.equal((await started.ended).signal, 'SIGKILL');
});

test('a program that cannot be started reports an error', async () => {
  const started = new Started('/nowhere/asynclsp', []);
  const error = await new Promise<Error>((resolve) => started.child.on('error', resolve));
  assert.match(error.message, /ENOENT/);
  const soon = new Promise((resolve) => setTimeout(() => resolve('nothing'), 50));
  assert.equal(await Promise.race([started.ended, soon]), 'nothing');
});

test('an early end is one sentence', () => {
  const started = { path: '/bin/x', args: ['serve'] };
  const end = { code: 2, signal: null, after: 40, said: 'no such option' };
  assert.equal(endedEarly('asynclsp', started, end), '“/bin/x serve” was started as asynclsp and ended at once with status 2, saying “no such option”.');
  assert.equal(endedEarly('asynclsp', started, { ...end, said: '' }), '“/bin/x serve” was started as asynclsp and ended at once with status 2, saying nothing.');
  assert.match(endedEarly('asyncdap', started, { ...end, code: null, signal: 'SIGKILL', after: 9000 }), /as asyncdap and ended after 9 s, before it answered, by SIGKILL, saying/);
  assert.match(endedEarly('asynclsp', started, { ...end, said: 'x'.repeat(1000) }), /saying “x{200}…”\.$/);
});
