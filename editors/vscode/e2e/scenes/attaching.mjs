// A program that runs already, and goes on afterwards.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../browser.mjs';

export async function attaching(w, step) {
  const { page, places } = w;
  const launch = join(places.workspace, '.vscode');
  const program = spawn(join(places.programs, 'asyncdap'), ['run', '--listen', '127.0.0.1:0', 'service.py'], {
    cwd: places.workspace, stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  program.stderr.on('data', (data) => (said += data));
  try {
    await step('a running program is attached to, by a launch.json', async () => {
      const port = await until(() => /127\.0\.0\.1:(\d+)/.exec(said)?.[1], 15_000, () => `asyncdap says: ${said}`);
      mkdirSync(launch, { recursive: true });
      const attach = { type: 'asyncdap', name: 'Attach', request: 'attach', connect: { port: Number(port) } };
      writeFileSync(join(launch, 'launch.json'), JSON.stringify({ version: '0.2.0', configurations: [attach] }));
      await w.openFile('service.py');
      await until(
        async () => {
          await w.key('F5');
          return page.locator('.debug-toolbar .codicon-debug-disconnect').waitFor({ timeout: 8000 }).then(() => true, () => false);
        },
        40_000,
        'the program is not being debugged',
      );
    });

    await step('its tasks are shown', async () => {
      await w.pause();
      await w.stopped();
      await w.onlyPane('Async Tasks');
      await until(
        async () => (await w.paneRows('Async Tasks')).some((r) => /transfer/.test(r)),
        15_000,
        async () => `the view shows ${(await w.paneRows('Async Tasks')).join('; ')}`,
      );
    });

    await step('it goes on when the debugger leaves', async () => {
      await page.locator('.debug-toolbar .codicon-debug-disconnect').click();
      await w.ended();
      await page.waitForTimeout(500);
      assert.equal(program.exitCode, null);
    });
  } catch (error) {
    program.kill('SIGABRT'); // says what all of it was doing
    await page.waitForTimeout(1000);
    console.log(said);
    throw error;
  } finally {
    program.kill('SIGKILL');
    rmSync(launch, { recursive: true, force: true });
  }
}
