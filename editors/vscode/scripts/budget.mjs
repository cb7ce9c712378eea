// Packs the extension without its programs and holds the size against a budget:
// what everybody downloads, and what the editor loads, stays small.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const budget = 300 * 1024;

const here = dirname(fileURLToPath(import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'asynctools-budget-'));
try {
  execFileSync(process.execPath, [join(here, 'package.mjs'), '--bare', '--out', out], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [name] = readdirSync(out).filter((f) => f.endsWith('.vsix'));
  const { size } = statSync(join(out, name));
  const text = `${name} has ${(size / 1024).toFixed(0)} KB of ${budget / 1024}`;
  if (size > budget) {
    console.error(`too large: ${text}`);
    process.exitCode = 1;
  } else {
    console.log(text);
  }
} finally {
  rmSync(out, { recursive: true, force: true });
}
