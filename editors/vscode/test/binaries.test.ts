import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expand, findProgram, type Place } from '../src/common/binaries';

function place(files: string[], more: Partial<Place> = {}): Place {
  return {
    platform: 'linux', home: '/home/ada', search: '/usr/bin:relative:/opt/bin', extension: '/ext', workspace: '/ws',
    isFile: (path) => files.includes(path), ...more,
  };
}

test('the setting goes first', () => {
  const all = ['/mine/asyncdap', '/ext/bin/asyncdap', '/opt/bin/asyncdap'];
  assert.deepEqual(findProgram('asyncdap', ' /mine/asyncdap ', place(all)), { path: '/mine/asyncdap', from: 'setting' });
  assert.deepEqual(findProgram('asyncdap', '', place(all)), { path: '/ext/bin/asyncdap', from: 'bundled' });
  assert.deepEqual(findProgram('asyncdap', '', place(['/opt/bin/asyncdap'])), { path: '/opt/bin/asyncdap', from: 'PATH' });
});

test('a setting that leads nowhere is an error, whatever else is there', () => {
  const found = findProgram('asynclsp', '/gone', place(['/ext/bin/asynclsp']));
  assert.ok('problem' in found && found.problem.includes('asynclsp.path') && found.problem.includes('/gone'));
});

test('what is nowhere is named with its setting and platform', () => {
  const found = findProgram('asyncdap', '', place([], { platform: 'darwin' }));
  assert.ok('problem' in found && /asyncdap.*darwin.*asyncdap\.path/.test(found.problem));
});

test('relative folders of PATH are not searched: they would mean the workspace', () => {
  assert.ok('problem' in findProgram('asynclsp', '', place(['relative/asynclsp', 'asynclsp'])));
});

test('Windows has its own names and separators', () => {
  const windows = place(['C:\\tools\\asynclsp.exe'], { platform: 'win32', search: 'C:\\x;C:\\tools', extension: 'C:\\ext' });
  assert.deepEqual(findProgram('asynclsp', '', windows), { path: 'C:\\tools\\asynclsp.exe', from: 'PATH' });
});

test('paths of settings may be written short', () => {
  const around = { platform: 'linux', home: '/home/ada', workspace: '/ws' } as const;
  assert.equal(expand('~/bin/asynclsp', around), '/home/ada/bin/asynclsp');
  assert.equal(expand('${workspaceFolder}/bin/a', around), '/ws/bin/a');
  assert.equal(expand('bin/a', around), '/ws/bin/a');
  assert.equal(expand('~other/a', { ...around, workspace: undefined }), '~other/a');
});
