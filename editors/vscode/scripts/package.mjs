// Makes packages for the editor.
//
//	node scripts/package.mjs                      for this machine
//	node scripts/package.mjs --target linux-x64   for another (may be repeated)
//	node scripts/package.mjs --all                for all of them
//	node scripts/package.mjs --bare               without programs, to see its size
//	  --out FOLDER                                where to; default: out/
//
// The programs are cross-compiled without cgo, so one machine makes them all.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { goPlatform, hostTarget, targets } from './targets.mjs';

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const repository = join(here, '..', '..');

const { values } = parseArgs({
  options: {
    target: { type: 'string', multiple: true },
    all: { type: 'boolean' },
    bare: { type: 'boolean' },
    out: { type: 'string', default: join(here, 'out') },
  },
});

const wanted = values.all ? targets : (values.target ?? [hostTarget()]);
const unknown = wanted.filter((t) => !targets.includes(t));
if (unknown.length > 0) {
  console.error(`no such target: ${unknown.join(', ')}; there are ${targets.join(', ')}`);
  process.exit(2);
}

const out = resolve(values.out);
const bin = join(here, 'bin');
const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
const run = (command, args, options) => execFileSync(command, args, { cwd: here, stdio: ['ignore', 'inherit', 'inherit'], ...options });
const vsce = (...args) => run(process.execPath, [join(here, 'node_modules/@vscode/vsce/vsce'), 'package', '--no-dependencies', '--skip-license', ...args]);

mkdirSync(out, { recursive: true });
copyFileSync(join(repository, 'LICENSE'), join(here, 'LICENSE'));
run(process.execPath, ['esbuild.mjs']);
try {
  if (values.bare) {
    rmSync(bin, { recursive: true, force: true });
    pack(join(out, `asynctools-${version}.vsix`));
  } else {
    for (const target of wanted) {
      build(target);
      pack(join(out, `asynctools-${target}-${version}.vsix`), '--target', target);
    }
  }
} finally {
  rmSync(bin, { recursive: true, force: true });
}

function build(target) {
  rmSync(bin, { recursive: true, force: true });
  mkdirSync(bin);
  const { GOOS, GOARCH } = goPlatform(target);
  const flags = ['-trimpath', '-ldflags=-s -w'];
  run('go', ['build', ...flags, '-o', bin, './cmd/asynclsp', './cmd/asyncdap'], {
    cwd: repository,
    env: { ...process.env, CGO_ENABLED: '0', GOOS, GOARCH },
  });
}

function pack(file, ...args) {
  vsce('--out', file, ...args);
  console.log(`${file}: ${(statSync(file).size / 1024).toFixed(0)} KB`);
}
