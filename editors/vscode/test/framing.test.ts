import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decoder, encode } from '../src/debug/framing';

test('messages come out whole however their bytes are cut', () => {
  const messages = [{ seq: 1, text: 'é → 🦀' }, { seq: 2 }, { seq: 3, body: { long: 'x'.repeat(1000) } }];
  const bytes = Buffer.concat(messages.map(encode));
  for (const step of [1, 2, 7, 64, bytes.length]) {
    const decoder = new Decoder();
    const got: unknown[] = [];
    for (let i = 0; i < bytes.length; i += step) {
      got.push(...decoder.push(bytes.subarray(i, i + step)));
    }
    assert.deepEqual(got, messages, `in pieces of ${step} bytes`);
  }
});

test('a header may have other fields', () => {
  const got = new Decoder().push(Buffer.from('X-Other: 1\r\ncontent-length: 2 \r\n\r\n{}'));
  assert.deepEqual(got, [{}]);
});

test('what is no protocol is refused', () => {
  assert.throws(() => new Decoder().push(Buffer.from('Panic: 1\r\n\r\n')), /no length/);
  assert.throws(() => new Decoder().push(Buffer.from('x'.repeat(5000))), /no header/);
  assert.throws(() => new Decoder().push(Buffer.from('Content-Length: 1\r\n\r\n{')), SyntaxError);
});
