// Programs that cannot be found are told of, with the setting to mend.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

  await step('a program that ends at once is told of, with its status and last words', async () => {
    const other = join(w.places.workspace, 'other-program');
    writeFileSync(other, '#!/bin/sh\necho "first" >&2\necho "no such option: $1" >&2\nexit 3\n', { mode: 0o755 });
    w.settings({ 'asynclsp.path': other, 'asyncdap.path': other });
    // The status comes with the message, and stays.
    await page.locator('.statusbar-item[aria-label^="asynclsp: failed"]').waitFor({ timeout: 60_000 });
    const ended = (program) => `was started as ${program} and ended at once with status 3, saying “no such option: serve”.`;
    await w.command('Notifications: Show Notifications');
    const inCenter = (text) => page.locator('.notifications-center .notification-list-item-message', { hasText: text }).first();
    await inCenter(`${other} serve --stdio” ${ended('asynclsp')}`).waitFor({ timeout: 20_000 });
    const shown = await w.notifications();
    assert.ok(!shown.some((n) => /EPIPE|couldn't create connection/.test(n)), shown.join('; '));
    await w.command('Debug Python File with asyncdap');
    await w.command('Notifications: Show Notifications');
    await inCenter(ended('asyncdap')).waitFor({ timeout: 60_000 });
    await w.ended();
    await w.shot('ended');
    await w.command('Notifications: Clear All Notifications');
  });

  await step('the setting is offered', async () => {
    w.settings({ 'asynclsp.path': '/bin/false' });
    const message = page.locator('.notification-list-item', { hasText: '“/bin/false serve --stdio” was started' }).first();
    await message.waitFor({ timeout: 60_000 });
    await message.locator('.monaco-button', { hasText: 'Open Settings' }).click();
    await page.locator('.settings-editor .setting-item-contents', { hasText: 'Asynclsp: Path' }).first().waitFor({ timeout: 30_000 });
    await w.shot('setting');
    await w.key('Escape');
    await w.command('View: Close All Editors');
    await w.openFile('paginated_api.py');
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

  await step('it holds for files that are not open, whose findings come in parts', async () => {
    await w.command('View: Close All Editors');
    await w.command('View: Focus Problems');
    const finding = page.locator('.markers-panel .monaco-list-row', { hasText: 'is not closed when the loop is left' });
    const shownAs = (kind) => finding.filter({ has: page.locator(`.codicon-${kind}`) }).first().waitFor({ timeout: 20_000 });
    await shownAs('warning');
    w.settings({ 'asynclsp.severities': { AG101: 'error' } });
    await shownAs('error');
    w.settings({ 'asynclsp.severities': { AG101: 'off' } });
    await until(async () => (await finding.count()) === 0, 20_000, 'the finding stays although its rule is off');
    w.settings({});
    await shownAs('warning');
  });
}
