// Programs that cannot be found are told of, with the setting to mend.
import assert from 'node:assert/strict';
import { until } from '../browser.mjs';

export async function missingPrograms(w, step) {
  const { page } = w;
  const told = (text) => page.locator('.notification-list-item-message', { hasText: text }).first();

  await step('a wrong asynclsp.path is told of', async () => {
    await w.openFile('paginated_api.py');
    w.settings({ 'asynclsp.path': '/nowhere/asynclsp', 'asyncdap.path': '/nowhere/asyncdap' });
    await told('asynclsp.path names /nowhere/asynclsp').waitFor({ timeout: 20_000 });
    await page.locator('.notification-list-item .monaco-button', { hasText: 'Open Settings' }).first().waitFor();
    await w.shot('missing');
  });

  await step('so is a wrong asyncdap.path, when one debugs', async () => {
    await page.locator('.view-lines').first().click();
    await w.key('F5');
    await told('asyncdap.path names /nowhere/asyncdap').waitFor({ timeout: 20_000 });
    await w.ended();
    assert.equal(await page.locator('.monaco-dialog-box').count(), 0);
  });

  await step('mending the settings brings the server back', async () => {
    w.settings({ 'asynclsp.severities': { AG1: 'error' } });
    await page.locator('.statusbar-item', { hasText: /^asynclsp \d/ }).waitFor({ timeout: 20_000 });
    await w.command('Notifications: Clear All Notifications');
  });

  await step('the severity of the settings is shown', async () => {
    await w.goToLine(68);
    await page.locator('.squiggly-error').first().waitFor({ timeout: 20_000 });
    w.settings({ 'asynclsp.severities': { AG101: 'off' } });
    await until(
      async () => (await page.locator('.squiggly-error, .squiggly-warning').count()) === 0,
      20_000,
      'the finding stays although its rule is off',
    );
    w.settings({});
    await page.locator('.squiggly-warning').first().waitFor({ timeout: 20_000 });
  });
}
