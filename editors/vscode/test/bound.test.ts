import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundIn, valuesBeside, type Ask } from '../src/debug/bound';

const scopes = [
  { name: 'Locals', presentationHint: 'locals', variablesReference: 1 },
  { name: 'Closure', variablesReference: 2 },
  { name: 'Globals', variablesReference: 3, expensive: true },
  { name: 'Task', variablesReference: 4 },
];

const variables: Record<number, { name: string; value: string }[]> = {
  1: [{ name: 'n', value: '3' }, { name: 'state', value: "'ours'" }],
  2: [{ name: 'limit', value: '10' }],
  3: [{ name: 'asyncio', value: '<module>' }],
  4: [{ name: 'name', value: 'Task-1' }, { name: 'state', value: 'running' }],
};

function debuggee() {
  const asked: string[] = [];
  const ask: Ask = (command, args) => {
    asked.push(`${command} ${Object.values(args).join()}`);
    const { variablesReference: ref } = args as { variablesReference?: number };
    return Promise.resolve(ref === undefined ? { scopes } : { variables: variables[ref] });
  };
  return { asked, ask };
}

test('names are bound in the scopes of Python, not in those of the task', async () => {
  const { asked, ask } = debuggee();
  const bound = await boundIn(7, ask, () => false);
  assert.deepEqual([...bound], [['n', '3'], ['state', "'ours'"], ['limit', '10']]);
  assert.deepEqual(asked, ['scopes 7', 'variables 1', 'variables 2']);
});

test('nothing more is asked for when nobody waits for it', async () => {
  const { asked, ask } = debuggee();
  assert.equal((await boundIn(7, ask, () => true)).size, 0);
  assert.deepEqual(asked, ['scopes 7']);
});

test('an unbound local has no value beside its line', async () => {
  const lines = ['async def work(n):', '    """', '    n', '    """', '    state = n + n', '    name = limit', '    n += 1'];
  const bound = await boundIn(7, debuggee().ask, () => false);
  const texts = (first: number, last: number, stopped: number) =>
    valuesBeside(lines, first, last, stopped, bound).map((v) => `${String(v.line)}:${String(v.column)} ${v.text}`);
  assert.deepEqual(texts(0, 9, 5), ['0:15 n = 3', "4:4 state = 'ours'", '4:12 n = 3', '5:11 limit = 10']);
  assert.deepEqual(texts(3, 4, 6), ["4:4 state = 'ours'", '4:12 n = 3']);
});
