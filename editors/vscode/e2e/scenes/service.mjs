// A program that runs for ever: pausing it while it is idle, its deadlock, its
// generators and loop, its timeline, and cancelling one of its tasks.
import assert from 'node:assert/strict';
import { until } from '../browser.mjs';

export async function service(w, step) {
  const { page } = w;
  await step('the program runs, and the timeline records', async () => {
    await w.openFile('service.py');
    await w.key('F5');
    await page.locator('.debug-toolbar .codicon-debug-pause').waitFor({ timeout: 30_000 });
    await w.onlyPane('Async Tasks');
    await until(
      async () => (await w.paneRows('Async Tasks')).some((r) => /worker-1/.test(r)),
      20_000,
      async () => `the running program's tasks are ${(await w.paneRows('Async Tasks')).join('; ')}`,
    );
    await w.command('Open Timeline of Tasks');
    const frame = await w.webview('Timeline');
    await until(async () => /recording; \d+ tasks/.test(await frame.locator('#status').textContent()), 15_000,
      async () => `the timeline says ${await frame.locator('#status').textContent()}`);
    await page.waitForTimeout(1500);
    const rows = await frame.locator('#tasks button').allTextContents();
    for (const wanted of [/^worker-1/, /^producer/, /^heart sleep/, /^transfer-out Lock held by transfer-back/, /^Task-1 TaskGroup/]) {
      assert.ok(rows.some((row) => wanted.test(row)), `no row is like ${wanted}: ${rows.join('; ')}`);
    }
    await until(async () => (await painted(frame)) > 3, 10_000, 'the timeline draws nothing');
    await w.shot('timeline');
  });

  await step('the timeline is worked by keys', async () => {
    const frame = await w.webview('Timeline');
    await frame.locator('#tasks button', { hasText: 'worker-1' }).focus();
    await page.keyboard.press('+');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowDown');
    assert.match(await frame.locator('#said').textContent(), /ran .* in \d+ steps?/);
    assert.match(await frame.evaluate(() => document.activeElement.textContent), /^worker-2 /);
    await frame.locator('#tasks button', { hasText: /^transfer-out/ }).focus();
    assert.match(await frame.locator('#said').textContent(), /did not run.*waits for Lock held by transfer-back/);
    await w.key('Control+W');
  });

  await step('what the running tasks do is shown anew by itself', async () => {
    const shown = async () => (await w.paneRows('Async Tasks')).filter((r) => /heart/.test(r)).join();
    const first = await shown();
    assert.match(first, /sleep \(59m/, first);
    // No task begins or ends here: only the time that is left changes.
    await until(async () => !['', first].includes(await shown()), 10_000, `after 10 s it is still ${first}`);
    await w.onlyPane('Event Loop');
    await w.pane('Event Loop').locator('.pane-header', { hasText: /running, clock/ }).waitFor({ timeout: 10_000 });
    await w.onlyPane('Async Tasks');
  });

  await step('it can be paused while it is idle, and the deadlock is told', async () => {
    await w.pause();
    await w.stopped();
    await w.openPane('Async Tasks');
    await until(
      async () => (await w.paneRows('Async Tasks')).some((r) => /transfer/.test(r)),
      15_000,
      async () => `the view shows ${(await w.paneRows('Async Tasks')).join('; ')}`,
    );
  });

  await step('the await graph draws the deadlock', async () => {
    await w.command('Open Await Graph');
    const frame = await w.webview('Await Graph');
    await frame.locator('.box').first().waitFor({ timeout: 15_000 });
    assert.equal(await frame.locator('.box.deadlocked').count(), 2);
    assert.equal(await frame.locator('.edge.deadlocked').count(), 2);
    assert.match(await frame.locator('#deadlocks').textContent(), /transfer-(out|back).*transfer-(out|back)/);
    const boxes = await frame.locator('.box').evaluateAll((list) => list.map((b) => b.getAttribute('aria-label')));
    assert.ok(boxes.some((b) => /^Task-1.*waits for/.test(b)), boxes.join('\n'));
    await w.shot('graph', { clip: { x: 562, y: 100, width: 860, height: 400 } });
    await w.shot('graph-whole');
  });

  await step('the await graph is worked by keys', async () => {
    const frame = await w.webview('Await Graph');
    await frame.locator('.box[tabindex="0"]').focus();
    const focused = () => frame.evaluate(() => document.activeElement?.getAttribute('data-thread'));
    const first = await focused();
    await page.keyboard.press('ArrowRight');
    assert.notEqual(await focused(), first);
    await page.keyboard.press('ArrowLeft');
    assert.equal(await focused(), first);
    await frame.locator('.box[aria-label^="heart"]').focus();
    await page.keyboard.press('Enter');
    await page.locator('.tab.active[data-resource-name="service.py"]').waitFor({ timeout: 10_000 });
    await page.locator('.statusbar-item', { hasText: /Ln 45/ }).waitFor({ timeout: 10_000 });
  });

  await step('generators with cleanup, and the loop, have views', async () => {
    await w.openPane('Async Generators');
    await until(
      async () => (await w.paneRows('Async Generators')).some((r) => /feed.*cleanup pending/.test(r)),
      15_000,
      async () => `the view shows ${(await w.paneRows('Async Generators')).join('; ')}`,
    );
    await w.openPane('Event Loop');
    await until(
      async () => (await w.paneRows('Event Loop')).some((r) => /Timers \([1-9]/.test(r)),
      15_000,
      async () => `the view shows ${(await w.paneRows('Event Loop')).join('; ')}`,
    );
    await w.pane('Event Loop').locator('.pane-header', { hasText: /paused, clock/ }).waitFor({ timeout: 10_000 });
    await w.shot('views');
  });

  await step('a filter leaves one task', async () => {
    await w.answer('Filter Tasks', 'Filter tasks', 'heart');
    await until(
      async () => {
        const rows = await w.paneRows('Async Tasks');
        return rows.length === 1 && /heart/.test(rows[0]);
      },
      10_000,
      async () => `the view shows ${(await w.paneRows('Async Tasks')).join('; ')}`,
    );
  });

  await step('a task leads to where it was created', async () => {
    await w.menuOf('Async Tasks', 'heart', 'Go to Where It Was Created');
    await page.locator('.statusbar-item', { hasText: /Ln 59/ }).waitFor({ timeout: 10_000 });
  });

  await step('a task leads to who awaits it', async () => {
    await w.menuOf('Async Tasks', 'heart', 'Go to Who Awaits It');
    await page.locator('.statusbar-item', { hasText: /Ln 53/ }).waitFor({ timeout: 10_000 });
  });

  await step('a pinned task stays at the top', async () => {
    await w.menuOf('Async Tasks', 'heart', 'Pin Task');
    await w.command('Clear Filter of Tasks');
    await until(
      async () => {
        const rows = await w.paneRows('Async Tasks');
        return /Pinned/.test(rows[0] ?? '') && /heart/.test(rows[1] ?? '') && rows.length > 3;
      },
      10_000,
      async () => `the view shows ${(await w.paneRows('Async Tasks')).join('; ')}`,
    );
  });

  await step('a cancelled task ends', async () => {
    await w.menuOf('Async Tasks', 'heart', 'Cancel Task');
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor({ timeout: 10_000 });
    await dialog.locator('.monaco-button', { hasText: 'Cancel the Task' }).click();
    await page.locator('.statusbar-item', { hasText: 'heart is being cancelled' }).waitFor({ timeout: 10_000 });
    await w.key('F5');
    await w.console('the heart has stopped');
  });
}

/** How many colours a part of the canvas has. */
function painted(frame) {
  return frame.evaluate(() => {
    const canvas = document.querySelector('canvas');
    const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
    const seen = new Set();
    for (let i = 0; i < pixels.length; i += 4 * 7) {
      seen.add(`${pixels[i]} ${pixels[i + 1]} ${pixels[i + 2]} ${pixels[i + 3]}`);
    }
    return seen.size;
  });
}
