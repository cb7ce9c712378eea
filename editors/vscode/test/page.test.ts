import assert from 'node:assert/strict';
import { test } from 'node:test';
import { graphBody, page, timelineBody } from '../src/panels/html';

for (const body of [graphBody, timelineBody]) {
  const html = page({
    title: 'T', csp: 'https://own.example', nonce: 'n0nce', script: 'https://own.example/s.js', style: 'https://own.example/s.css',
    body, buttons: '', legend: ['running'],
  });

  test('the page allows its own script and style, and nothing else', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
    assert.equal(policy, "default-src 'none'; style-src https://own.example; font-src https://own.example; script-src 'nonce-n0nce'");
    assert.doesNotMatch(policy, /unsafe|\*/);
  });

  test('nothing on it is inline or remote', () => {
    assert.doesNotMatch(html, /\son\w+=|<style|\sstyle=|javascript:/);
    for (const [, url] of html.matchAll(/(?:src|href)="([^"]*)"/g)) {
      assert.match(url ?? '', /^https:\/\/own\.example\//);
    }
    assert.equal([...html.matchAll(/<script/g)].length, [...html.matchAll(/<script nonce="n0nce"/g)].length);
  });

  test('everything that can be operated has a name', () => {
    for (const [, attributes, text] of html.matchAll(/<button([^>]*)>([^<]*)<\/button>/g)) {
      assert.ok(/aria-label=/.test(attributes ?? '') || /\w/.test(text ?? ''), attributes);
    }
    assert.match(html, /<input[^>]*aria-label=/);
    assert.match(html, /<html lang="en">/);
    assert.match(html, /role="status"/);
  });
}
