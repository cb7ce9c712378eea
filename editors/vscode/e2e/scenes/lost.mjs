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

  await step('a module that runs nothing ends with a word, and another program is offered', async () => {
    await w.endDebugging();
    await w.openFile('library.py');
    await openActions(w, { line: 15, column: 24 });
    await page.locator('.action-widget .monaco-list-row', { hasText: 'stop when it is lost' }).click();
    const told = page.locator('.notification-list-item', { hasText: 'library.py has ended, and readings did not run in it' }).first();
    await told.waitFor({ timeout: 30_000 });
    await w.shot('not-lost');
    await told.hover();
    await told.locator('.monaco-button', { hasText: 'Debug Another Program' }).click();
    const choice = page.locator('.quick-input-list .monaco-list-row', { hasText: 'uses_library.py' }).first();
    await choice.waitFor({ timeout: 10_000 });
    await choice.click();
    await w.stopped(7);
    await w.removeBreakpoints();
    await w.key('F5');
    await page.locator('.exception-widget', { hasText: 'readings' }).waitFor({ timeout: 30_000 });
    await w.key('F5');
    await w.ended();
    await page.waitForTimeout(500);
    const shown = await w.notifications();
    assert.ok(!shown.some((text) => text.includes('uses_library.py')), shown.join('; '));
  });
}
