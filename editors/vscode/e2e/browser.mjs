// A real VS Code with the packaged extension, in a browser without a screen.

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** Settings that keep the editor quiet and its pictures the same. */
const settings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.editor.enablePreview': false,
  'editor.minimap.enabled': false,
  'editor.accessibilitySupport': 'off',
  'editor.occurrencesHighlight': 'off',
  'breadcrumbs.enabled': false,
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'window.commandCenter': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'files.autoSave': 'off',
  'git.enabled': false,
  'debug.toolBarLocation': 'floating',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'debug.console.wordWrap': false,
};

/** Why this machine cannot run the test, or nothing. */
export function missing(folder) {
  if (!folder) {
    return 'ASYNCTOOLS_CODE_SERVER names no folder of e2e/install-editor.sh';
  }
  if (!existsSync(join(folder, 'code-server'))) {
    return `there is no code-server in ${folder}: run e2e/install-editor.sh ${folder}`;
  }
  if (!browserPath()) {
    return `there is no chromium (${browsers.join(', ')}, or CHROMIUM)`;
  }
  return undefined;
}

function browserPath() {
  return [process.env.CHROMIUM, ...browsers].find((path) => path && existsSync(path));
}

/** Starts the editor on a folder; the answer's close ends it and the browser. */
export async function startEditor({ server, packages, home, workspace, user = {} }) {
  const code = join(server, 'code-server');
  const extensions = join(home, 'extensions');
  const data = join(home, 'user');
  mkdirSync(join(data, 'User'), { recursive: true });
  writeFileSync(join(data, 'User', 'settings.json'), JSON.stringify({ ...settings, ...user }));
  const places = ['--extensions-dir', extensions, '--user-data-dir', data];
  const env = { ...process.env, XDG_CONFIG_HOME: home, XDG_DATA_HOME: home, HOME: home };
  for (const vsix of packages) {
    execFileSync(code, ['--install-extension', vsix, ...places], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  }

  const port = await freePort();
  const child = spawn(
    code,
    ['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, ...places, '--disable-telemetry', '--disable-update-check',
      '--disable-workspace-trust', workspace],
    { env, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data) => (log += data));
  }
  await until(() => log.includes('HTTP server listening'), 60_000, () => `code-server does not listen:\n${log}`);
  const browser = await chromium.launch({ executablePath: browserPath(), headless: true, args: flags });
  const page = await browser.newPage({ viewport: { width: 1500, height: 950 } });
  await page.goto(`http://127.0.0.1:${port}/?folder=${workspace}`, { waitUntil: 'domcontentloaded' });
  await page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
  return {
    page,
    /** The folder of the programs that the package brought. */
    programs: join(extensions, readdirSync(extensions).find((name) => name.startsWith('asynctools.')), 'bin'),
    log: () => log,
    async close() {
      await browser.close();
      child.kill('SIGTERM');
      await new Promise((resolve) => child.on('exit', resolve));
    },
  };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Waits for a condition; asks every 50 ms. */
export async function until(condition, timeout, message) {
  const end = Date.now() + timeout;
  for (;;) {
    const found = await condition();
    if (found) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(typeof message === 'function' ? await message() : message);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
