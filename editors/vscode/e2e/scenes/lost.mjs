// From a finding to the moment it is about.
import assert from 'node:assert/strict';
import { until } from '../browser.mjs';
import { openActions } from './checking.mjs';

export async function lost(w, step) {
  const { page } = w;
  await step('a finding starts the debugger, which stops in the generator', async () => {
    await w.openFile('paginated_api.py');
    await openActions(w);
    await page.locator('.action-widget .monaco-list-row', { hasText: 'stop when it is lost' }).click();
    await w.stopped(61);
    await w.openPane('Breakpoints');
    // The breakpoint stands below the exception filters; only rows in sight exist.
    await page.locator('.debug-breakpoints .monaco-list-row').first().hover();
    await page.mouse.wheel(0, 1000);
    await page.locator('.debug-breakpoints .monaco-list-row', { hasText: 'users' }).waitFor({ timeout: 10_000 });
  });

  await step('it stops where the generator is lost, and says so', async () => {
    await w.removeBreakpoints();
    await w.key('F5');
    const widget = page.locator('.exception-widget');
    await widget.waitFor({ timeout: 30_000 });
    const text = await until(async () => {
      const found = await widget.textContent();
      return /aclosing/.test(found) && found;
    }, 10_000, async () => `the explanation is: ${await widget.textContent()}`);
    assert.match(text, /users/);
    await w.shot('lost');
  });
}
