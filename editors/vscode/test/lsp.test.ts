import assert from 'node:assert/strict';
import { test } from 'node:test';
import { share, type Surroundings } from '../src/lsp/beside';
import { levelOf } from '../src/lsp/severities';

const rule = { code: 'AG101', name: 'unclosed-async-generator' };

test('the most exact severity counts', () => {
  assert.equal(levelOf(rule, { ALL: 'hint', AG: 'warning', AG1: 'off', AG101: 'error' }), 'error');
  assert.equal(levelOf(rule, { AG1: 'off', ALL: 'hint', AG: 'warning' }), 'off');
  assert.equal(levelOf(rule, { ALL: 'hint', AW: 'error' }), 'hint');
  assert.equal(levelOf(rule, { 'unclosed-async-generator': 'information', AG10: 'off' }), 'information');
});

test('what is no severity says nothing', () => {
  assert.equal(levelOf(rule, {}), undefined);
  assert.equal(levelOf(rule, { AG101: 'fatal', AG1: 3, '': 'off' }), undefined);
});

function around(extensions: string[], more: Partial<Surroundings> = {}): Surroundings {
  return {
    navigation: 'auto', syntaxErrors: 'auto', othersShowReturnTypes: false,
    installed: (id) => extensions.includes(id), ...more,
  };
}

test('alone, everything is shown', () => {
  assert.deepEqual(share(around([])), { navigation: true, syntaxErrors: true, returnTypes: true });
});

test('beside Pylance only what is our own is shown', () => {
  const pylance = ['ms-python.vscode-pylance'];
  assert.deepEqual(share(around(pylance)), { navigation: false, syntaxErrors: false, returnTypes: true });
  assert.equal(share(around(pylance, { othersShowReturnTypes: true })).returnTypes, false);
});

test('beside Ruff errors of syntax are left to it', () => {
  assert.deepEqual(share(around(['charliermarsh.ruff'])), { navigation: true, syntaxErrors: false, returnTypes: true });
});

test('who chooses is obeyed', () => {
  const pylance = ['ms-python.vscode-pylance'];
  const got = share(around(pylance, { navigation: 'on', syntaxErrors: 'on' }));
  assert.ok(got.navigation && got.syntaxErrors);
  assert.equal(share(around([], { navigation: 'off' })).navigation, false);
});
