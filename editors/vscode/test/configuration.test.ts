import assert from 'node:assert/strict';
import { test } from 'node:test';
import { debugFile, dynamic, resolve, type Circumstances, type Configuration } from '../src/debug/configuration';

const python: Circumstances = { language: 'python', folder: true, defaults: {} };

function resolved(given: Partial<Configuration>, around = python): Configuration {
  const answer = resolve(given, around);
  assert.ok('configuration' in answer, JSON.stringify(answer));
  return answer.configuration;
}

function problem(given: Partial<Configuration>, around = python): string {
  const answer = resolve(given, around);
  assert.ok('problem' in answer, JSON.stringify(answer));
  return answer.problem;
}

test('without a launch.json the file is debugged', () => {
  assert.deepEqual(resolved({}), { ...debugFile, cwd: '${workspaceFolder}' });
  // The editor may have filled the type in already, and whether to debug.
  assert.equal(resolved({ type: 'asyncdap', noDebug: true })['program'], '${file}');
  assert.match(problem({}, { ...python, language: 'go' }), /Open the Python file/);
});

test('a launch needs exactly one thing to run', () => {
  const launch = { type: 'asyncdap', name: 'x', request: 'launch' };
  assert.match(problem({ ...launch, program: 'a.py', module: 'b' }), /program and module/);
  assert.equal(resolved({ ...launch, module: 'b' })['program'], undefined);
  assert.equal(resolved(launch)['program'], '${file}');
  assert.match(problem(launch, { ...python, language: undefined }), /names no "program"/);
  assert.match(problem({ ...launch, request: 'lunch' }), /"launch" or "attach"/);
});

test('without a folder the program runs beside its file', () => {
  assert.equal(resolved({}, { ...python, folder: false })['cwd'], '${fileDirname}');
  assert.equal(resolved({ name: 'x', request: 'launch', program: 'a', cwd: '/tmp' })['cwd'], '/tmp');
});

test('settings fill in what a configuration leaves out; environments are merged', () => {
  const around = { ...python, defaults: { maxTasks: 50, stopOnEntry: true, env: { A: '1', B: '2' }, envFile: '', args: ['-v'] } };
  const got = resolved({ name: 'x', request: 'launch', program: 'a', stopOnEntry: false, env: { B: null } }, around);
  assert.deepEqual(
    { maxTasks: got['maxTasks'], stopOnEntry: got['stopOnEntry'], env: got['env'], args: got['args'], envFile: got['envFile'] },
    { maxTasks: 50, stopOnEntry: false, env: { A: '1', B: null }, args: ['-v'], envFile: undefined },
  );
});

test('attaching needs a port, and takes only its own defaults', () => {
  const attach = { type: 'asyncdap', name: 'x', request: 'attach' };
  for (const connect of [undefined, {}, { port: 0 }, { port: 70000 }, { port: 1.5 }, { port: 'x' }]) {
    assert.match(problem({ ...attach, connect }), /"port"/);
  }
  const around = { ...python, defaults: { maxTasks: 50, args: ['-v'], console: 'integratedTerminal' } };
  assert.deepEqual(resolved({ ...attach, connect: { port: '4711' } }, around), {
    ...attach, maxTasks: 50, connect: { host: '127.0.0.1', port: 4711 },
  });
  assert.deepEqual(resolved({ ...attach, host: '::1', port: 5 })['connect'], { host: '::1', port: 5 });
});

test('dynamic configurations need a Python file to be about it', () => {
  assert.deepEqual(dynamic(python).map((c) => c.request), ['launch', 'launch', 'attach']);
  assert.deepEqual(dynamic({ ...python, language: 'go' }).map((c) => c.request), ['attach']);
});
