// The extension must not make the editor wait.
import assert from 'node:assert/strict';
import { until } from '../browser.mjs';

const budget = 100; // ms

export async function activation(w, step) {
  await step(`activation takes less than ${budget} ms`, async () => {
    await w.openFile('paginated_api.py');
    await w.page.locator('.statusbar-item', { hasText: /^asynclsp \d/ }).waitFor({ timeout: 30_000 });
    await w.command('Developer: Show Running Extensions');
    const rows = w.page.locator('.monaco-list-row', { hasText: /Activation: \d+ ?ms/ });
    await rows.first().waitFor({ timeout: 20_000 });
    const own = rows.filter({ hasText: 'asynctools: Python' });
    // The slowest come first, and only rows in sight exist.
    await until(
      async () => {
        if ((await own.count()) > 0) {
          return true;
        }
        await rows.nth(Math.floor((await rows.count()) / 2)).hover(); // the first one may be half hidden
        await w.page.mouse.wheel(0, 150);
        await w.page.waitForTimeout(200);
        return false;
      },
      20_000,
      async () => `it is not in the list: ${(await rows.allTextContents()).join(' ')}`,
    );
    const text = (await own.allTextContents()).join(' ');
    await w.shot('activation');
    const ms = Number(/Activation: (\d+)/.exec(text)[1]);
    assert.ok(ms < budget, `it took ${ms} ms`);
    await w.key('Escape'); // the list may be a dialog
    return `${ms} ms`;
  });
}
