import assert from 'node:assert/strict';
import { test } from 'node:test';
import { functionStart, namesIn, qualifiedName, moduleOf } from '../src/debug/names';

const names = (...lines: string[]) => namesIn(lines).map((n) => n.name).join(' ');

test('names are variables: no calls, attributes, keywords or arguments', () => {
  assert.equal(names('total = price * count'), 'total price count');
  assert.equal(names('await conn.get(number)'), 'conn number');
  assert.equal(names('f(x, key=value, other = (a := b))'), 'x value a b');
  assert.equal(names('while page := await conn.get(n):'), 'page conn n');
  assert.equal(names('if a == b: c = 0x1f + 1e5'), 'a b c');
  assert.equal(names('größe = π'), 'größe π');
});

test('strings and comments hold no names', () => {
  assert.equal(names(`a = "b 'c' \\" d" + 'e' # f`), 'a');
  assert.equal(names('x = """one', 'two "three" four', '""" + y'), 'x y');
  assert.equal(names('p = rb"q" + f\'r\''), 'p');
  assert.equal(names('broken = "no end', 'after'), 'broken after');
  assert.equal(names(`'''doc'''; z`), 'z');
});

test('places of names are told', () => {
  assert.deepEqual(namesIn(['', '  ab = c'], 10), [
    { name: 'ab', line: 11, column: 2 },
    { name: 'c', line: 11, column: 7 },
  ]);
});

const program = `import asyncio

class Crawler:
    limit = 1

    async def jobs(self):
        while True:

            # a comment
            yield 1

    class Inner:
        def deep(self):
            async def nested():
                yield 2
            return nested

if True:
    async def guarded():
        yield 3

x = 1
`.split('\n');

const lineOf = (text: string) => program.findIndex((l) => l.includes(text));

test('the function around a line is found', () => {
  assert.equal(functionStart(program, lineOf('yield 1')), lineOf('def jobs'));
  assert.equal(functionStart(program, lineOf('yield 2')), lineOf('def nested'));
  assert.equal(functionStart(program, lineOf('return nested')), lineOf('def deep'));
  assert.equal(functionStart(program, lineOf('def jobs')), lineOf('def jobs'));
  assert.equal(functionStart(program, lineOf('limit = 1')), undefined);
  assert.equal(functionStart(program, lineOf('x = 1')), undefined);
});

test('qualified names are those of Python', () => {
  assert.equal(qualifiedName(program, lineOf('def jobs')), 'Crawler.jobs');
  assert.equal(qualifiedName(program, lineOf('def nested')), 'Crawler.Inner.deep.<locals>.nested');
  assert.equal(qualifiedName(program, lineOf('def guarded')), 'guarded');
  assert.equal(qualifiedName(program, lineOf('x = 1')), undefined);
});

test('a file is known by the last part of its module', () => {
  assert.deepEqual(['/a/b.py', 'C:\\a\\b.py', '/a/pkg/__init__.py', '/a/run'].map(moduleOf), ['b', 'b', 'pkg', 'run']);
});
