// Beside pyright, which Pylance is built on, and Ruff nothing is said twice, hidden
// without need, or taken away from either. It runs in a window of its own.
import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
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
  const text = readFileSync(join(w.places.workspace, 'both.py'), 'utf8').split('\n');
  const expected = text.flatMap((line, i) => {
    const found = /# (both|ours): (\w+)$/.exec(line);
    return found === null ? [] : [{ line: i + 1, whose: found[1], code: found[2] }];
  });
  /** Waits until of these lines asynclsp shows those, and the others all of theirs. */
  const shown = async (wanted, moved = 0) => {
    let seen;
    const lines = (all) => [...new Set(all.map((x) => x.line - moved))].sort((x, y) => x - y).join(' ');
    await until(
      async () => {
        seen = (await report(w)).findings;
        const ours = seen.filter((f) => f.source === 'asynclsp');
        const theirs = expected.filter((e) => e.whose === 'both').filter((e) => seen.some((f) => f.source !== 'asynclsp' && f.line - moved === e.line));
        return lines(ours) === lines(wanted.map((x) => ({ line: x.line + moved }))) && theirs.length === expected.filter((e) => e.whose === 'both').length;
      },
      90_000,
      () => `the findings are ${seen.map((f) => `${f.line} ${f.source} ${f.code}`).join('; ')}`,
    );
    return seen;
  };
  const own = expected.filter((e) => e.whose === 'ours');

  await step('what pyright or Ruff say, asynclsp leaves to them', async () => {
    await w.openFile('both.py');
    const seen = await shown(own);
    for (const { line, code } of own) {
      assert.equal(seen.filter((f) => f.line === line && f.source === 'asynclsp' && f.code === code).length, 1, `${code} at line ${line}`);
    }
    assert.ok(['Pyright', 'Ruff'].every((source) => seen.some((f) => f.source === source)));
    await w.shot('beside');
    return `${seen.filter((f) => f.source !== 'asynclsp').length} of theirs, ${own.length} of ours, ${expected.length - own.length} hidden`;
  });

  await step('while one types nothing comes back', async () => {
    await w.goToLine(2);
    await report(w);
    for (const word of ['# one', '# two', '# three']) {
      await page.keyboard.type(word, { delay: 30 });
      await w.key('Enter');
    }
    await page.waitForTimeout(3000); // the others take their time
    const { most } = await report(w);
    assert.equal(most.length, own.length, `for a while there were ${most.join('; ')}`);
    await shown(own, 3);
    await w.command('File: Revert File');
    await shown(own);
  });

  await step('they are shown twice only if one asks for that', async () => {
    w.settings({ 'asynclsp.repeatedFindings': 'show' });
    await shown(expected);
    w.settings({});
    await shown(own);
  });

  await step('the fixes of both are offered, each once, also of what is hidden', async () => {
    const at = (code) => expected.find((e) => e.code === code).line;
    for (const [line, column, wanted] of [
      [at('AW222'), 27, 'Remove `async`'], [at('AG105'), 8, 'Await the `aclose()`'], [text.indexOf('import json') + 1, 9, 'Remove unused import'],
    ]) {
      const row = page.locator('.action-widget .monaco-list-row', { hasText: wanted });
      for (let attempt = 0; attempt < 4 && (await row.count()) === 0; attempt++) {
        await w.goToLine(line, column);
        await w.key('Control+.');
        await row.first().waitFor({ timeout: 5000 }).catch(() => w.key('Escape'));
      }
      assert.equal(await row.count(), 1, `${wanted} at line ${line}`);
      await w.key('Escape');
    }
  });

  await step('hovering tells what both know', async () => {
    await w.goToLine(text.findIndex((l) => l.startsWith('async def rows')) + 1, 12);
    await w.command('Show or Focus Hover');
    const hover = page.locator('.monaco-hover', { hasText: '(function)' }).first();
    await hover.waitFor({ timeout: 15_000 });
    await until(async () => /Async generator function/.test(await hover.textContent()), 15_000, async () => `it tells ${await hover.textContent()}`);
    await w.shot('beside-hover');
    await w.key('Escape');
  });

  await step('functions are coloured by the neighbour alone', async () => {
    assert.deepEqual((await report(w)).tokens, ['neighbourFunction']);
  });

  await step('the outline has each function once, as the neighbour says', async () => {
    await w.openFile('paginated_api.py');
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

  await step('a name is changed once', async () => {
    await w.goToLine(60, 13);
    await w.key('F2');
    const box = page.locator('.rename-box input');
    await box.waitFor({ timeout: 15_000 });
    await box.fill('people');
    await w.key('Enter');
    await page.locator('.view-line', { hasText: 'async for name in people(pool)' }).first().waitFor({ timeout: 15_000 });
    await page.locator('.view-line', { hasText: 'async def people(pool' }).waitFor({ timeout: 15_000 });
    await w.command('File: Revert File');
  });

  await step('Ruff formats, and nobody asks who should', async () => {
    await w.goToLine(999);
    await w.key('End');
    await page.keyboard.type('\nx  =  [ 1,2 ]', { delay: 20 });
    const formatted = page.locator('.view-line', { hasText: 'x = [1, 2]' });
    for (let attempt = 0; attempt < 4 && (await formatted.count()) === 0; attempt++) {
      await page.locator('.view-lines').first().click();
      await w.command('Format Document');
      await w.goToLine(999);
      await formatted.waitFor({ timeout: 5000 }).catch(() => undefined);
    }
    assert.equal(await formatted.count(), 1);
    assert.equal(await page.locator('.quick-input-widget').isVisible(), false);
    await w.command('File: Revert File');
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
    // Another list may still be closing, and this one grows.
    let labels = [];
    const wanted = [/^Python Debugger \(neighbour\)/, /^Python \(asyncdap\)/];
    const offered = async () => {
      labels = await list.evaluateAll((rows) => rows.map((r) => r.getAttribute('aria-label')));
      return wanted.every((one) => labels.filter((l) => one.test(l)).length === 1);
    };
    await until(offered, 15_000, () => `offered are ${labels.join("; ")}`);
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

/** What the editor shows of the open file, as an extension sees it. */
async function report(w) {
  const file = join(w.places.workspace, 'report.json');
  rmSync(file, { force: true });
  await w.command('Neighbour: Report');
  const read = () => {
    try {
      return JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      return undefined; // not yet, or half
    }
  };
  return until(read, 15_000, 'the neighbour reports nothing');
}
