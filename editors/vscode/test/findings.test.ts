import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adjust, adjustWorkspace, type FileReport } from '../src/lsp/findings';
import { codeOf } from '../src/lsp/same';

const wishes = { severities: { AG1: 'off', AW: 'hint', 'blocking-call': 'error' }, syntaxErrors: false };

const findings = () => [
  { code: 'AG101', severity: 2 },
  { code: 'AW001', severity: 1 },
  { code: 'BL001', severity: 2, data: { name: 'blocking-call' } },
  { code: 'SY001', severity: 1 },
  { code: 'TK001', severity: 2, data: null },
  { severity: 3 },
];

const told = (list: readonly { code?: string; severity: number }[]) => list.map((f) => `${f.code ?? '-'} ${String(f.severity)}`);

test('findings of the editor get its severities', () => {
  assert.deepEqual(told(adjust(findings(), wishes)), ['AW001 3', 'BL001 0', 'TK001 2', '- 3']);
});

test('findings of files that are not open get those of the protocol', () => {
  const files: FileReport<ReturnType<typeof findings>[0]>[] = [{ kind: 'full', items: findings() }, { kind: 'unchanged' }, { kind: 'full', items: [] }];
  adjustWorkspace(files, wishes);
  assert.deepEqual(told(files[0]?.items ?? []), ['AW001 4', 'BL001 1', 'TK001 2', '- 3']);
  assert.deepEqual(files.slice(1), [{ kind: 'unchanged' }, { kind: 'full', items: [] }]);
});

test('errors of syntax stay where they are wanted', () => {
  const files = [{ kind: 'full', items: findings() }];
  adjustWorkspace(files, { severities: {}, syntaxErrors: true });
  assert.deepEqual(told(files[0]?.items ?? []), told(findings()));
});

test('a code may come with a link', () => {
  assert.equal(codeOf({ code: { value: 'AG101' } }), 'AG101');
  assert.equal(codeOf({}), '');
});
