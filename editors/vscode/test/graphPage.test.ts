import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fitted } from '../webview/graph/fit';
import { sightOf } from '../webview/graph/sight';

/** Wide letters are twice as wide as others. */
const measure = (text: string) => Array.from(text).reduce((sum, c) => sum + (/[A-Z\u{1F600}]/u.test(c) ? 2 : 1), 0);

test('a name of 200 letters is cut where its box ends', () => {
  for (const letter of ['i', 'W', '\u{1F600}']) {
    const out = fitted(letter.repeat(200), 29, measure);
    assert.ok(measure(out) <= 29 && measure(out) > 26, out);
    assert.match(out, new RegExp(`^(${letter})+…$`, 'u'));
  }
});

test('what fits is left as it is, in one line', () => {
  assert.equal(fitted('worker-1', 8, measure), 'worker-1');
  assert.equal(fitted(' two\n  lines ', 29, measure), 'two lines');
  assert.equal(fitted('', 10, measure), '');
  assert.equal(fitted('worker one', 8, measure), 'worker…'); // no space before the dots
  assert.equal(fitted('W', 1, measure), '…');
  assert.equal(fitted('x'.repeat(1_000_000), 3, measure), 'xx…');
});

test('a page that is shown again looks as it did', () => {
  const sight = { zoom: 1.5625, left: 40, top: 12, focused: 7 };
  assert.deepEqual(sightOf(structuredClone(sight)), sight);
});

test('what the editor has kept is not trusted', () => {
  const whole = { zoom: 1, left: 0, top: 0, focused: -1 };
  for (const kept of [undefined, null, 'x', [], { zoom: 'large', left: NaN, top: Infinity }]) {
    assert.deepEqual(sightOf(kept), whole);
  }
  assert.deepEqual(sightOf({ zoom: 1000 }), { ...whole, zoom: 3 });
  assert.deepEqual(sightOf({ zoom: -1, other: 1 }), { ...whole, zoom: 0.1 });
});

test('words without a space do not run out of the pages', () => {
  const style = readFileSync('webview/panel.css', 'utf8');
  assert.match(/\nbody \{[^}]*\}/.exec(style)?.[0] ?? '', /overflow-wrap: anywhere;/);
});
