// What a person does with the extension, done in a real VS Code: packages it,
// installs it, and goes through checking, debugging and the views.
//
//	ASYNCTOOLS_CODE_SERVER=FOLDER node e2e/end-to-end.mjs
//
// FOLDER is one of e2e/install-editor.sh. Screenshots go to ASYNCTOOLS_ARTEFACTS,
// or to a folder below the system's temporary one. With --images those of the
// README are renewed. ASYNCTOOLS_VSIX is a package to test instead of a new one.

import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { missing, startEditor } from './browser.mjs';
import { activation } from './scenes/activation.mjs';
import { attaching } from './scenes/attaching.mjs';
import { beside } from './scenes/beside.mjs';
import { checking } from './scenes/checking.mjs';
import { debugging } from './scenes/debugging.mjs';
import { edits } from './scenes/edits.mjs';
import { heard } from './scenes/heard.mjs';
import { lost } from './scenes/lost.mjs';
import { many } from './scenes/many.mjs';
import { missingPrograms } from './scenes/missing.mjs';
import { service } from './scenes/service.mjs';
import { themed } from './scenes/themes.mjs';
import { Workbench } from './workbench.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const extension = dirname(here);
const server = process.env.ASYNCTOOLS_CODE_SERVER;

const why = missing(server);
if (why !== undefined) {
  console.log(`NOT TESTED: the extension in a real VS Code (${why})`);
  process.exit(process.env.ASYNCTOOLS_E2E_REQUIRED ? 1 : 0);
}

const artefacts = process.env.ASYNCTOOLS_ARTEFACTS ?? join(tmpdir(), 'asynctools-vscode');
rmSync(artefacts, { recursive: true, force: true });
mkdirSync(artefacts, { recursive: true });
const home = mkdtempSync(join(tmpdir(), 'asynctools-e2e-'));

const only = process.argv.slice(2).filter((a) => !a.startsWith('--'));
const scenes = { activation, checking, lost, debugging, service, edits, many, attaching, heard, themes: themed, missing: missingPrograms };
const alone = { beside }; // in a window with another extension
const unknown = only.filter((name) => !(name in scenes || name in alone));
if (unknown.length > 0) {
  console.error(`no such scene: ${unknown.join(', ')}; there are ${Object.keys({ ...scenes, ...alone }).join(', ')}`);
  process.exit(2);
}
let failures = 0;
try {
  const ours = vsix();
  await inWindow('shop', [ours], scenes);
  if (only.length === 0 || only.includes('beside')) {
    await inWindow('beside', [await neighbour(), ours], alone);
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
if (process.argv.includes('--images')) {
  for (const name of ['finding', 'tasks', 'graph']) {
    copyFileSync(join(artefacts, `${name}.png`), join(extension, 'images', `${name}.png`));
  }
}
console.log(`screenshots: ${artefacts}`);
process.exit(failures > 0 ? 1 : 0);

/** Plays a scene, and tells whether it went well. */
async function play(w, name, scene) {
  let current = 'begin';
  const step = async (what, run) => {
    current = what;
    const began = performance.now();
    const said = await run();
    console.log(`ok   ${name}: ${what} (${Math.round(performance.now() - began)} ms${said === undefined ? '' : `; ${said}`})`);
  };
  try {
    await scene(w, step);
    await step('no error is shown', async () => {
      const shown = await w.notifications();
      if (shown.length > 0) {
        throw new Error(shown.join('; '));
      }
    });
    return true;
  } catch (error) {
    console.log(`FAIL ${name}: ${current}: ${error instanceof Error ? error.message : String(error)}`);
    await w.shot(`failed-${name}`).catch(() => undefined);
    console.log(`     call stack: ${(await w.callStack().catch(() => [])).join('; ')}`);
    console.log(`     notifications: ${(await w.notifications().catch(() => [])).join('; ')}`);
    return false;
  } finally {
    await w.endDebugging();
  }
}

/** Plays those scenes that are wanted in a window of their own, with a folder of its own. */
async function inWindow(name, packages, all) {
  const wanted = Object.entries(all).filter(([scene]) => only.length === 0 || only.includes(scene));
  if (wanted.length === 0) {
    return;
  }
  const workspace = join(home, name);
  mkdirSync(workspace);
  cpSync(join(here, 'workspace'), workspace, { recursive: true });
  for (const example of ['paginated_api.py', 'chat_server.py']) {
    copyFileSync(join(extension, '..', '..', 'examples', example), join(workspace, example));
  }
  if (name === 'beside') {
    copyFileSync(join(here, 'neighbour', 'both.py'), join(workspace, 'both.py'));
  }
  const editor = await startEditor({ server, packages, home: join(home, `editor-${name}`), workspace });
  try {
    const w = new Workbench(editor.page, artefacts, { workspace, programs: editor.programs });
    await w.page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'many.py' }).waitFor({ timeout: 60_000 });
    await w.page.waitForTimeout(5000); // keys are lost while the extension host starts
    let wide = false;
    for (const [scene, run] of wanted) {
      if (!wide && !['activation', 'checking', 'lost'].includes(scene)) {
        wide = true;
        await w.widenSideBar(560);
      }
      // A busy machine loses a click now and then: a scene that fails twice fails.
      if (!(await play(w, scene, run))) {
        console.log(`     ${scene} once more`);
        failures += Number(!(await play(w, scene, run)));
      }
    }
  } finally {
    await editor.close();
  }
}

/** The package of the extension that stands for others; pyright stays where it is. */
async function neighbour() {
  const from = join(here, 'neighbour');
  const folder = join(home, 'neighbour');
  const modules = join(extension, 'node_modules');
  const ruff = '@astral-sh/ruff-wasm-nodejs';
  mkdirSync(folder);
  copyFileSync(join(from, 'package.json'), join(folder, 'package.json'));
  await build({
    entryPoints: [join(from, 'main.js')], outfile: join(folder, 'main.js'), bundle: true, platform: 'node', logLevel: 'error',
    external: ['vscode'], alias: { [ruff]: join(modules, ruff, 'ruff_wasm.js') },
    define: { PYRIGHT: JSON.stringify(join(modules, 'pyright', 'langserver.index.js')), __dirname: JSON.stringify(join(modules, ruff)) },
  });
  const out = join(home, 'neighbour.vsix');
  execFileSync(
    process.execPath,
    [join(modules, '@vscode/vsce/vsce'), 'package', '--no-dependencies', '--skip-license', '--allow-missing-repository', '--out', out],
    { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  return out;
}

function vsix() {
  if (process.env.ASYNCTOOLS_VSIX) {
    return process.env.ASYNCTOOLS_VSIX;
  }
  const out = join(home, 'package');
  execFileSync(process.execPath, [join(extension, 'scripts', 'package.mjs'), '--out', out], { stdio: ['ignore', 'ignore', 'inherit'] });
  return join(out, readdirSync(out).find((name) => name.endsWith('.vsix')));
}
