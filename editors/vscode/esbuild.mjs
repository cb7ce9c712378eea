// Bundles the extension and its webviews into dist/, or with --tests the unit
// tests into out/test/. --watch keeps dist/ up to date.
import { readdirSync, rmSync } from 'node:fs';
import { context, build } from 'esbuild';

const args = new Set(process.argv.slice(2));

const common = { bundle: true, target: 'es2022', logLevel: 'warning', legalComments: 'none' };

// What the extension imports when it is needed stays a file of its own.
const apart = {
  name: 'apart',
  setup(bundle) {
    bundle.onResolve({ filter: /^\.\/lsp\/main$/ }, () => ({ path: './checker.js', external: true }));
  },
};

const extension = {
  ...common,
  entryPoints: { extension: 'src/extension.ts', checker: 'src/lsp/main.ts' },
  outdir: 'dist',
  platform: 'node',
  target: 'node18', // that of the oldest VS Code in "engines"
  format: 'cjs',
  external: ['vscode'],
  supported: { 'dynamic-import': false }, // becomes require
  plugins: [apart],
  minify: !args.has('--watch'),
  keepNames: true, // error messages and stacks stay readable
  sourcemap: args.has('--watch'),
};

const webviews = {
  ...common,
  entryPoints: { graph: 'webview/graph/main.ts', timeline: 'webview/timeline/main.ts', panel: 'webview/panel.css' },
  outdir: 'dist',
  platform: 'browser',
  format: 'iife',
  minify: !args.has('--watch'),
};

const tests = {
  ...common,
  entryPoints: readdirSync('test').filter((name) => name.endsWith('.test.ts')).map((name) => `test/${name}`),
  outdir: 'out/test',
  platform: 'node',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  external: ['vscode'],
};

if (args.has('--tests')) {
  rmSync('out/test', { recursive: true, force: true });
  await build(tests);
} else if (args.has('--watch')) {
  for (const options of [extension, webviews]) await (await context(options)).watch();
} else {
  rmSync('dist', { recursive: true, force: true });
  await Promise.all([build(extension), build(webviews)]);
}
