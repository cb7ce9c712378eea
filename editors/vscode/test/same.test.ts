import assert from 'node:assert/strict';
import test from 'node:test';
import { mayRepeat, repeats, sift, type Placed } from '../src/lsp/same';

/** A finding of line 3, between two columns. */
function found(code: Placed['code'], message: string, from: number, to: number, line = 3): Placed {
  return { code, message, range: { start: { line, character: from }, end: { line, character: to } } };
}

const awaited = found({ value: 'AW220' }, '`f()` is an `int`, which cannot be awaited', 10, 13);
const pyright: Placed = { ...found({ value: 'reportGeneralTypeIssues' }, '"int" is not awaitable', 10, 13), source: 'Pyright' };

test('a type checker that says the same at the same place repeats it', () => {
  assert.ok(repeats(awaited, pyright));
});

test('the same rule with another meaning, or in another place, is no repetition', () => {
  assert.ok(!repeats(awaited, { ...pyright, message: '"int" is not iterable' }));
  assert.ok(!repeats(awaited, found('reportGeneralTypeIssues', '"str" is not awaitable', 11, 12)), 'within');
  assert.ok(!repeats(awaited, found('reportGeneralTypeIssues', '"str" is not awaitable', 10, 13, 4)), 'another line');
  assert.ok(!repeats(awaited, found('reportGeneralTypeIssues', '"str" is not awaitable', 13, 20)), 'behind it');
  assert.ok(!repeats(awaited, found('reportUnusedCoroutine', '"int" is not awaitable', 10, 13)));
});

test('a range with an end in common, or that holds ours, is the same place', () => {
  const misused = found('AG110', '`rows()`: an async generator cannot be awaited', 4, 16);
  assert.ok(repeats(misused, found('reportGeneralTypeIssues', '"AsyncGenerator[int, None]" is not awaitable', 10, 16)));
  assert.ok(repeats(misused, found('reportArgumentType', 'Argument of type "list[AsyncGenerator[int, None]]" cannot be assigned', 2, 18)));
  assert.ok(!repeats(misused, found('reportArgumentType', 'Argument of type "Literal[5]" cannot be assigned', 2, 18)));
});

test('an argument is part of the call that is reported', () => {
  const closing = found('AG112', '`aclosing([1])`: what it is to close has no `aclose`', 4, 17);
  assert.ok(repeats(closing, found('reportArgumentType', 'Argument of type "list[int]" cannot be assigned to parameter "thing" of type "_SupportsAcloseT@aclosing"', 13, 16)));
});

test("Ruff's rules are known by code and by name", () => {
  const held = found('AG108', '`yield` inside `async with lock`', 8, 15);
  assert.ok(repeats(held, found('ASYNC119', 'Yield in context manager', 8, 15)));
  assert.ok(repeats(held, found('yield-in-context-manager-in-async-generator', 'Yield in context manager', 8, 15)));
  const wrong = found('AW210', 'Python calls `__aiter__` with no argument: ...', 4, 17);
  assert.ok(repeats(wrong, found('PLE0302', 'The special method `__aiter__` expects 1 parameter', 8, 17)));
  assert.ok(!repeats({ ...wrong, message: '`async def __aiter__` gives a coroutine' }, found('PLE0302', 'The special method', 8, 17)));
});

test('what nobody else has stays', () => {
  assert.ok(!mayRepeat({ code: 'AG101' }));
  assert.ok(!mayRepeat({ code: 'constructor' }));
  assert.ok(mayRepeat({ code: { value: 'AW220' } }));
});

test('a finding is shown until another extension shows it, and again when that one no longer does', () => {
  const first = sift([awaited], []);
  assert.deepEqual(first.shown, [awaited]);
  const second = sift([awaited], [pyright], first.decision);
  assert.deepEqual(second.shown, []);
  assert.deepEqual(sift([awaited], [], second.decision).shown, [awaited]);
});

test('it does not come back while the other is late', () => {
  const before = sift([awaited], [pyright]);
  const moved = found('AW220', awaited.message, 10, 13, 5);
  assert.deepEqual(sift([moved], [pyright], before.decision).shown, []);
  const another = found('AW220', awaited.message, 10, 13, 9);
  const after = sift([moved, another], [pyright], before.decision);
  assert.deepEqual(after.shown.length, 1, 'one was left to the other, not two');
  const late = { ...pyright, range: moved.range };
  assert.deepEqual(sift([moved, another], [late], after.decision).shown, [another]);
});

test('that one of the others has looked again says nothing of the rest', () => {
  const ruff: Placed = { ...found('F401', 'unused import', 0, 4, 1), source: 'Ruff' };
  const before = sift([awaited], [pyright, ruff]);
  const moved = found('AW220', awaited.message, 10, 13, 5);
  assert.deepEqual(sift([moved], [pyright], before.decision).shown, []);
  assert.deepEqual(sift([moved], [ruff], before.decision).shown, [moved], 'it is the one that has nothing to say');
});

test('what is new is compared with what the others said before it came', () => {
  const before = sift([], [pyright]);
  const after = sift([awaited], [pyright], before.decision);
  assert.deepEqual(after.shown, []);
  assert.deepEqual(sift([awaited], [], after.decision).shown, [awaited]);
});
