// Beside another Python extension nothing is hidden, shown twice, or taken away
// from either. It runs in a window of its own, in which a neighbour is installed.
import assert from 'node:assert/strict';
import { until } from '../browser.mjs';

let chosen = false; // the editor asks for a debugger once in a window

export async function beside(w, step) {
  const { page } = w;
  if (chosen) {
    await page.reload();
    await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    await page.waitForTimeout(8000); // keys are lost while the extension host starts
    chosen = false;
  }
  const list = page.locator('.quick-input-list .monaco-list-row');

  await step('the findings of both are shown, each once', async () => {
    await w.openFile('paginated_api.py');
    await w.command('View: Focus Problems');
    const rows = () => w.rows('.markers-panel');
    await until(
      async () => {
        const all = (await rows()).join('\n');
        return /the neighbour has something to say/.test(all) && /is not closed when the loop is left/.test(all);
      },
      30_000,
      async () => `the problems are ${(await rows()).join('; ')}`,
    );
    const all = await rows();
    for (const once of [/the neighbour has something to say/, /is not closed when the loop is left/]) {
      assert.equal(all.filter((r) => once.test(r)).length, 1, all.join('\n'));
    }
    await w.shot('beside');
  });

  await step('the outline has each function once, as the neighbour says', async () => {
    await page.locator('.view-lines').first().click();
    const row = await w.look('Control+P', '@find', 'find_leaky');
    await row.waitFor();
    const labels = await list.evaluateAll((rows) => rows.map((r) => r.getAttribute('aria-label')));
    assert.equal(labels.filter((l) => /\bfind_leaky\b/.test(l)).length, 1, labels.join('; '));
    await w.key('Escape');
  });

  await step('a definition is gone to at once: there is one answer', async () => {
    await w.goToLine(68, 25);
    await w.key('F12');
    await page.locator('.statusbar-item', { hasText: /Ln 60\b/ }).waitFor({ timeout: 15_000 });
    assert.equal(await page.locator('.peekview-widget').count(), 0);
  });

  await step('hovering tells what both know', async () => {
    await w.goToLine(60, 12);
    await w.command('Show or Focus Hover');
    const hover = page.locator('.monaco-hover', { hasText: 'the neighbour tells' }).first();
    await hover.waitFor({ timeout: 15_000 });
    await until(async () => /async generator|async for/.test(await hover.textContent()), 15_000, async () => `it tells ${await hover.textContent()}`);
    await w.key('Escape');
  });

  await step('the neighbour formats, and nobody asks who should', async () => {
    await w.goToLine(999);
    const formatted = page.locator('.view-lines', { hasText: 'formatted by the neighbour' });
    for (let attempt = 0; attempt < 4 && (await formatted.count()) === 0; attempt++) {
      await page.locator('.view-lines').first().click();
      await w.command('Format Document');
      await w.goToLine(999);
      await formatted.waitFor({ timeout: 5000 }).catch(() => undefined);
    }
    assert.equal(await formatted.count(), 1);
    assert.equal(await page.locator('.quick-input-widget').isVisible(), false);
    await w.command('Undo');
    await w.command('File: Save');
  });

  await step('its key is its own while our debugger does not run', async () => {
    await page.locator('.view-lines').first().click();
    await w.key('Control+Alt+T');
    await page.locator('.notification-list-item-message', { hasText: 'the neighbour has the key' }).first().waitFor({ timeout: 15_000 });
    await w.command('Notifications: Clear All Notifications');
  });

  await step('F5 without launch.json offers both debuggers', async () => {
    await page.locator('.view-lines').first().click();
    await w.key('F5');
    // Another list may still be closing.
    let labels = [];
    const offered = async () => {
      labels = await list.evaluateAll((rows) => rows.map((r) => r.getAttribute('aria-label')));
      return labels.some((l) => /neighbour/.test(l));
    };
    await until(offered, 15_000, () => `offered are ${labels.join("; ")}`);
    for (const wanted of [/^Python Debugger \(neighbour\)/, /^Python \(asyncdap\)/]) {
      assert.equal(labels.filter((l) => wanted.test(l)).length, 1, labels.join('; '));
    }
    await w.shot('beside-debuggers');
    chosen = true;
    await page.locator('.quick-input-list [aria-label="Python Debugger (neighbour)"]').click();
    await w.console('the neighbour debugs');
  });

  await step('our views and key leave its session alone', async () => {
    await w.key('Control+Shift+D');
    await page.locator('.pane-header', { hasText: 'Call Stack' }).waitFor({ timeout: 15_000 });
    for (const title of ['Async Tasks', 'Async Generators', 'Event Loop']) {
      assert.equal(await w.pane(title).count(), 0, title);
    }
    await page.locator('.view-lines').first().click();
    await w.key('Control+Alt+T');
    await page.locator('.notification-list-item-message', { hasText: 'the neighbour has the key' }).first().waitFor({ timeout: 15_000 });
    await w.command('Notifications: Clear All Notifications');
    await page.locator('.debug-toolbar .codicon-debug-stop').click();
    await w.ended();
  });

  await step('ours can be chosen as well, and then has its views and its key', async () => {
    await w.openFile('service.py');
    await w.command('Debug Python File with asyncdap'); // F5 is the neighbour's now, as it was chosen
    await page.locator('.debug-toolbar .codicon-debug-pause').waitFor({ timeout: 30_000 });
    await w.onlyPane('Async Tasks');
    await until(async () => (await w.paneRows('Async Tasks')).some((r) => /worker-1/.test(r)), 20_000, 'there are no tasks');
    await w.pane('Async Tasks').locator('.monaco-list-row').first().click();
    await w.key('Control+Alt+T');
    await page.locator('.quick-input-title', { hasText: 'Search tasks' }).waitFor({ timeout: 15_000 });
    await w.key('Escape');
  });
}
