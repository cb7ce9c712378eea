// package.json says much that the code, and the programs, say too: here they are
// held against each other.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

interface Property {
  default?: unknown;
  enum?: string[];
  items?: { enum?: string[] };
}

interface Manifest {
  activationEvents: string[];
  engines: { vscode: string };
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  contributes: {
    keybindings: { command: string; when?: string }[];
    languages?: unknown;
    configurationDefaults?: unknown;
    commands: { command: string; title: string }[];
    menus: Record<string, { command: string; when: string }[]>;
    configuration: { properties: Record<string, Property> }[];
    views: { debug: { id: string; when: string }[] };
    debuggers: {
      initialConfigurations?: unknown;
      configurationAttributes: Record<'launch' | 'attach', { properties: Record<string, Property> }>;
      configurationSnippets: { body: Record<string, unknown> }[];
    }[];
    walkthroughs: { steps: { description: string; media: { image?: string; markdown?: string } }[] }[];
  };
}

const repository = join(process.cwd(), '..', '..');
const read = (...path: string[]) => readFileSync(join(...path), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
const { contributes } = manifest;
const [debug] = contributes.debuggers;
const settings = Object.assign({}, ...contributes.configuration.map((c) => c.properties)) as Record<string, Property>;
const code = sources('src').join('\n');

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts')).map((f) => read(folder, f));
}

/** The names in tags `json:"name"` of a part of a Go file. */
function tags(text: string): string[] {
  return [...text.matchAll(/json:"(\w+)/g)].map((m) => m[1] ?? '');
}

function between(text: string, begin: string, end: string): string {
  const from = text.indexOf(begin);
  assert.ok(from >= 0, `no ${begin}`);
  return text.slice(from, text.indexOf(end, from));
}

test('every command is made, and every menu names one', () => {
  const commands = contributes.commands.map((c) => c.command);
  for (const command of commands) {
    assert.ok(code.includes(`'${command}'`), `${command} is nowhere in the code`);
  }
  for (const { command } of Object.values(contributes.menus).flat()) {
    assert.ok(commands.includes(command), `a menu has ${command}`);
  }
});

test('the row of a group leads where its first task does, and nothing of it ends or pins a task', () => {
  const shown = (word: string) => (contributes.menus['view/item/context'] ?? [])
    .filter(({ when }) => new RegExp(/viewItem =~ \/(.*)\//.exec(when)?.[1] ?? '^$').test(word)).map((m) => m.command.slice('asyncdap.tasks.'.length));
  assert.deepEqual(shown('group suspended awaits awaited '), ['goToAwait', 'goToCreator', 'goToAwaiter', 'goToAwaited']);
  assert.deepEqual(shown('group suspended '), ['goToAwait', 'goToCreator']);
  assert.deepEqual(shown('frame'), []);
});

test('every view is made, and shown only with our debugger', () => {
  for (const view of contributes.views.debug) {
    assert.ok(code.includes(`createTreeView('${view.id}'`) || code.includes(`id: '${view.id}'`), view.id);
    assert.equal(view.when, "inDebugMode && debugType == 'asyncdap'");
  }
});

test('exception filters are those of the debugger', () => {
  const go = between(read(repository, 'runtime', 'inspect', 'inspect.go'), '// The exception filters.', ')');
  const known = [...go.matchAll(/Filter\w+ += "(\w+)"/g)].map((m) => m[1]).sort();
  assert.ok(known.length > 5);
  for (const schema of [debug?.configurationAttributes.launch, debug?.configurationAttributes.attach]) {
    assert.deepEqual([...(schema?.properties['exceptionFilters']?.items?.enum ?? [])].sort(), known);
  }
});

test('launch attributes are those of the debugger, and have a default in the settings', () => {
  const go = read(repository, 'internal', 'dap', 'session', 'launch.go');
  const known = tags(between(go, 'type LaunchArguments struct', '\n}')).filter((t) => t !== 'noDebug'); // the editor's own
  const launch = Object.keys(debug?.configurationAttributes.launch.properties ?? {}).filter((a) => a !== 'logLevel');
  assert.deepEqual(launch.sort(), known.sort());
  const defaults = Object.keys(settings).filter((s) => s.startsWith('asyncdap.launch.')).map((s) => s.slice(16));
  assert.deepEqual(defaults.sort(), launch.filter((a) => !['program', 'module', 'code'].includes(a)));
  for (const name of defaults) {
    assert.ok(code.includes(`'${name}'`), `${name} is not read`);
  }
});

test('settings of the checker are those of the server', () => {
  const go = read(repository, 'internal', 'lsp', 'configuration.go');
  const known = tags(between(go, 'type clientSettings struct', '\n}'));
  const here = new Set(Object.keys(settings).filter((s) => s.startsWith('asynclsp.')).flatMap((s) => s.split('.').slice(1)));
  for (const name of known) {
    assert.ok(here.has(name), `the server knows ${name}`);
  }
  const ours = ['path', 'severities', 'navigation', 'syntaxErrors', 'repeatedFindings', 'trace', 'server'];
  for (const name of here) {
    assert.ok(known.includes(name) || ours.includes(name), `nobody knows ${name}`);
  }
});

test('nothing is taken from other extensions', () => {
  for (const { command, when } of contributes.keybindings) {
    assert.match(when ?? '', /debugType == 'asyncdap'/, `${command} has its key everywhere`);
  }
  // No formatter, no association of files, nothing that is set for everybody.
  assert.equal(contributes.configurationDefaults, undefined);
  assert.equal(contributes.languages, undefined);
  assert.doesNotMatch(code, /register\w*FormattingEditProvider/);
  for (const event of manifest.activationEvents) {
    assert.match(event, /^(onLanguage:python|onDebugInitialConfigurations|onDebug\w+:asyncdap)$/);
  }
});

test('the pages have the colours of the theme alone', () => {
  const style = read('webview', 'panel.css').replace(/--[\w-]+/g, '').replace(/\/\*[^]*?\*\//g, '');
  const values = [...style.matchAll(/:([^:;{}]*);/g)].map(([, value]) => value ?? '');
  assert.ok(values.length > 50, `${values.length} declarations`);
  for (const value of values) {
    assert.doesNotMatch(value, /#|rgb|hsl|black|white|gr[ae]y|red|green|blue|yellow|orange/i);
  }
});

test('snippets use attributes that exist', () => {
  for (const { body } of debug?.configurationSnippets ?? []) {
    const schema = debug?.configurationAttributes[body['request'] as 'launch' | 'attach'].properties ?? {};
    for (const name of Object.keys(body)) {
      assert.ok(['type', 'name', 'request'].includes(name) || name in schema, name);
    }
  }
});

test('configurations for a new launch.json come from the code alone', () => {
  // The editor would write those of both.
  assert.equal(debug?.initialConfigurations, undefined);
});

test('the walkthrough has no code in its sentences', () => {
  // The editor shows single backticks as they are.
  for (const { description } of contributes.walkthroughs.flatMap((w) => w.steps)) {
    assert.doesNotMatch(description, /`|__/);
  }
});

test('the requests of the views are documented', () => {
  const docs = read(repository, 'docs', 'dap-extensions.md');
  for (const [, name] of between(read('src', 'views', 'protocol.ts'), 'interface Requests', '\n}').matchAll(/'(asyncdap\/\w+)'/g)) {
    assert.ok(docs.includes(`## ${name ?? ''}\n`), name);
  }
});

test('what the walkthrough shows is in the package', () => {
  for (const { media } of contributes.walkthroughs.flatMap((w) => w.steps)) {
    assert.ok(read(media.image ?? media.markdown ?? '').length > 0);
  }
});

test('versions are pinned, and packages come from the public registry', () => {
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
    assert.match(version, /^\d+\.\d+\.\d+$/, name);
  }
  assert.equal(`^${manifest.devDependencies['@types/vscode'] ?? ''}`, manifest.engines.vscode);
  for (const [, url] of read('package-lock.json').matchAll(/"resolved": "([^"]*)"/g)) {
    assert.match(url ?? '', /^https:\/\/registry\.npmjs\.org\//);
  }
});
