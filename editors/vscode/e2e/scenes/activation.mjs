// The extension must not make the editor wait.
import assert from 'node:assert/strict';
import { until } from '../browser.mjs';

const budget = 100; // ms

/** The editor measures by the clock: on a busy machine others' work counts, too, so the least of some is taken. */
const attempts = 4;

export async function activation(w, step) {
  await step(`activation takes less than ${budget} ms`, async () => {
    const seen = [];
    while (seen.length < attempts && !seen.some((ms) => ms < budget)) {
      if (seen.length > 0) {
        await w.page.reload();
        await w.page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
        await w.page.waitForTimeout(8000); // keys are lost while the extension host starts
      }
      seen.push(await measured(w));
    }
    await w.shot('activation');
    await w.key('Escape'); // the list may be a dialog
    assert.ok(seen.some((ms) => ms < budget), `it took ${seen.join(', ')} ms`);
    return `${seen.join(', ')} ms`;
  });
}

/** What the editor says of this window's start. */
async function measured(w) {
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
  return Number(/Activation: (\d+)/.exec((await own.allTextContents()).join(' '))[1]);
}
