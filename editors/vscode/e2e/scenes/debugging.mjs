// A program with several tasks, stopped in an async generator.
import assert from 'node:assert/strict';
import { until } from '../browser.mjs';

export async function debugging(w, step) {
  const { page } = w;
  await step('F5 without launch.json stops at the breakpoint in the async generator', async () => {
    await w.openFile('chat_server.py');
    await w.breakpoint(26);
    await w.key('F5');
    await w.stopped(26);
  });

  await step('the call stack goes from the generator to who awaits its task', async () => {
    await w.onlyPane('Call Stack');
    await w.expandStack('serve-');
    const rows = await until(
      async () => {
        const all = await w.callStack();
        return all.some((r) => /awaited by Task-1/.test(r)) && all;
      },
      20_000,
      async () => `no label row in ${(await w.callStack()).join('; ')}`,
    );
    const text = rows.join('\n');
    assert.match(text, /Frame Connection\.lines, line 26[^]*Frame Server\.serve, line 63[^]*awaited by Task-1[^]*Frame main, line/);
  });

  await step('the frames of another task are there, too', async () => {
    await w.expandStack('reader');
    await until(
      async () => (await w.callStack()).some((r) => /Stack Frame reader, line 74/.test(r)),
      15_000,
      async () => `no frame of reader in ${(await w.callStack()).join('; ')}`,
    );
  });

  await step('the Async Tasks view groups the tasks', async () => {
    await w.onlyPane('Async Tasks');
    const rows = await until(
      async () => {
        const all = await w.paneRows('Async Tasks');
        return all.some((r) => /reader/.test(r) && /× [23]/.test(r)) && all;
      },
      15_000,
      async () => `the view shows ${(await w.paneRows('Async Tasks')).join('; ')}`,
    );
    assert.ok(rows.some((r) => /running/.test(r) && /serve-/.test(r)), rows.join('; '));
  });

  await step('a group opens into its tasks, and a task into its frames', async () => {
    const pane = w.pane('Async Tasks');
    await pane.locator('.monaco-list-row', { hasText: '×' }).filter({ hasText: 'reader' }).locator('.monaco-tl-twistie').click();
    const task = pane.locator('.monaco-list-row[aria-level="2"]', { hasText: 'Task-' }).first();
    await task.waitFor({ timeout: 10_000 });
    await task.locator('.monaco-tl-twistie').click();
    await pane.locator('.monaco-list-row[aria-level="3"]', { hasText: 'chat_server.py:74' }).waitFor({ timeout: 10_000 });
    await w.shot('tasks', { clip: { x: 52, y: 205, width: 860, height: 245 } });
    await w.shot('tasks-whole');
  });

  await step('the view follows the call stack', async () => {
    await w.openPane('Call Stack');
    const selected = w.pane('Async Tasks').locator('.monaco-list-row.selected', { hasText: 'serve-sloth' });
    await until(
      async () => { // a click is lost while the panes still move
        await page.locator('.debug-call-stack .monaco-list-row', { hasText: 'serve-sloth' }).click();
        return selected.waitFor({ timeout: 2000 }).then(() => true, () => false);
      },
      12_000,
      async () => `the view shows ${(await w.paneRows('Async Tasks')).join('; ')}`,
    );
    await w.closePane('Call Stack');
  });

  await step('a frame of the view opens its line', async () => {
    await w.pane('Async Tasks').locator('.monaco-list-row[aria-level="3"]', { hasText: 'chat_server.py:74' }).click();
    await page.locator('.statusbar-item', { hasText: /Ln 74/ }).waitFor({ timeout: 10_000 });
  });

  await step('stepping over an await stays in the task', async () => {
    await w.removeBreakpoints();
    await w.breakpoint(82);
    await w.key('F5');
    await w.stopped(82);
    await w.stoppedTask('Task-1: main', 'breakpoint');
    await w.key('F10');
    await w.stopped(80);
    await w.stoppedTask('Task-1: main', 'step');
  });
}
