// A finding, its message, its fix.
import assert from 'node:assert/strict';
import { until } from '../browser.mjs';

export const finding = { line: 68, column: 25 };

export async function checking(w, step) {
  const { page } = w;
  const squiggles = page.locator('.squiggly-warning');

  await step('a leaking loop is underlined', async () => {
    await w.openFile('paginated_api.py');
    await w.goToLine(finding.line, finding.column);
    await squiggles.first().waitFor({ timeout: 30_000 });
  });

  await step('lenses stand above its functions', async () => {
    await page.locator('.codelens-decoration', { hasText: 'iterated by 2' }).first().waitFor({ timeout: 15_000 });
  });

  await step('its message tells what is lost', async () => {
    await w.goToLine(finding.line, finding.column); // lenses have moved it
    await w.command('Show or Focus Hover');
    const hover = page.locator('.monaco-hover', { hasText: 'is not closed when the loop is left by' }).first();
    await hover.waitFor({ timeout: 15_000 });
    const text = await hover.textContent();
    assert.match(text, /conn\.release\(\).*finally.*line 56.*late or never/);
    assert.match(text, /AG101/);
    const { x, y, width, height } = await hover.boundingBox();
    await w.shot('finding', { clip: { x: x - 110, y: y - 6, width: width + 120, height: height + 44 } });
    await w.key('Escape');
  });

  await step('the fix is offered beside ignoring and debugging', async () => {
    await openActions(w);
    const titles = await actions(w);
    for (const wanted of ['Wrap the loop in', 'Ignore AG101', 'Debug: stop when it is lost']) {
      assert.ok(titles.some((t) => t.includes(wanted)), `${wanted} is not among ${titles.join(', ')}`);
    }
    await w.shot('actions');
  });

  await step('applying the fix removes the finding', async () => {
    await page.locator('.action-widget .monaco-list-row', { hasText: 'Wrap the loop in' }).first().click();
    await page.locator('.view-line', { hasText: 'async with aclosing(users(pool)) as users_gen' }).waitFor({ timeout: 10_000 });
    await until(async () => (await squiggles.count()) === 0, 15_000, 'the squiggle stays');
    await w.shot('fixed');
  });

  await step('undoing brings it back', async () => {
    await page.locator('.monaco-editor').first().click();
    await w.key('Control+Z');
    await squiggles.first().waitFor({ timeout: 15_000 });
    await w.command('File: Revert File');
  });
}

/** Opens the list of code actions at the finding. */
export async function openActions(w, at = finding) {
  await until(
    async () => {
      await w.goToLine(at.line, at.column);
      await w.key('Control+.');
      return w.page.locator('.action-widget .monaco-list-row', { hasText: 'stop when it is lost' })
        .waitFor({ timeout: 5000 }).then(() => true, () => false);
    },
    40_000,
    async () => `no such action: ${(await actions(w)).join(', ')}`,
  );
}

export function actions(w) {
  return w.page.locator('.action-widget .monaco-list-row').allTextContents();
}
