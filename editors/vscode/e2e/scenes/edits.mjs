// A stopped program that is changed in the Debug Console: the views follow, one's
// place in them stays, and names of any length have room.
import assert from 'node:assert/strict';
import { until } from '../browser.mjs';

export async function edits(w, step) {
  const { page } = w;
  const tasks = () => w.paneRows('Async Tasks');
  const row = (text) => w.pane('Async Tasks').locator('.monaco-list-row', { hasText: text }).first();
  const shown = (wanted) => until(async () => (await tasks()).some((r) => wanted.test(r)), 15_000,
    async () => `no task is like ${wanted}: ${(await tasks()).join('; ')}`);
  const evaluate = async (text) => {
    await w.command('Debug Console: Focus on Debug Console View');
    await page.locator('.repl-input-wrapper .monaco-editor.focused').waitFor({ timeout: 10_000 });
    const typed = () => page.locator('.repl-input-wrapper .view-lines').textContent();
    if ((await typed()) !== '') { // what another try has left
      await page.keyboard.press('Control+A');
      await page.keyboard.press('Delete');
    }
    await page.keyboard.insertText(text);
    await until(async () => {
      if (await page.locator('.suggest-widget.visible').isVisible()) {
        await page.keyboard.press('Escape'); // Enter would take a suggestion
      }
      if ((await typed()) !== '') {
        await page.keyboard.press('Enter');
      }
      await page.waitForTimeout(300);
      return (await typed()) === '';
    }, 15_000, async () => `the console does not take: ${await typed()}`);
  };
  const rename = (from, to) => evaluate(`[t.set_name(${to}) for t in __import__("asyncio").all_tasks() if t.get_name() == "${from}"]`);

  await step('a new file that becomes one of Python has the status item', async () => {
    await w.command('File: New Untitled Text File');
    const item = page.locator('.statusbar-item', { hasText: /^\s*asynclsp/ });
    await until(async () => !(await item.isVisible()), 10_000, 'the item is there for plain text');
    await w.command('Change Language Mode');
    await page.locator('.quick-input-widget input.input').fill('Python');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Python' }).first().waitFor();
    await w.key('Enter');
    await item.waitFor({ timeout: 10_000 });
    await w.command('View: Close All Editors');
  });

  await step('a program is paused, and a group is open', async () => {
    await w.openFile('service.py');
    await w.key('F5');
    await page.locator('.debug-toolbar .codicon-debug-pause').waitFor({ timeout: 30_000 });
    await w.onlyPane('Async Tasks');
    await shown(/worker-1/);
    await w.pause();
    await w.stopped();
    await w.onlyPane('Async Tasks');
    await row(/^transfer.*× 2/).waitFor({ timeout: 15_000 });
    await until(async () => {
      if ((await row(/^transfer.*× 2/).getAttribute('aria-expanded')) !== 'true') {
        await row(/^transfer.*× 2/).locator('.monaco-tl-twistie').click();
      }
      return row('transfer-out').waitFor({ timeout: 2000 }).then(() => true, () => false);
    }, 20_000, 'the group does not open');
    await row('transfer-out').click();
  });

  await step('a name that is given in the console is in the view, where one stays', async () => {
    await rename('heart', '"beat"');
    await shown(/^task beat/);
    await shown(/^task transfer-out/);
    const selected = await w.pane('Async Tasks').locator('.monaco-list-row.selected').allTextContents();
    assert.match(selected.join(), /^transfer-out/);
  });

  await step('so is what tasks have done while the console awaited something', async () => {
    const left = async () => (await tasks()).find((r) => /^task beat/.test(r))?.match(/\((.*?) left\)/)?.[1];
    const before = await left();
    await evaluate('await __import__("asyncio").sleep(0.3)');
    await until(async () => ![undefined, before].includes(await left()), 10_000, `beat has still ${before} left`);
    await shown(/^task transfer-out/);
  });

  await step('a task leads to the holder of the lock that it waits for', async () => {
    await w.menuOf('Async Tasks', 'transfer-out', 'Go to the Task It Awaits');
    await page.locator('.statusbar-item', { hasText: /Ln 38/ }).waitFor({ timeout: 10_000 });
    await until(async () => /^transfer-back/.test((await w.pane('Async Tasks').locator('.monaco-list-row.selected').allTextContents()).join()),
      10_000, 'transfer-back is not selected');
  });

  await step('one chooses among the tasks of a group', async () => {
    await w.menuOf('Async Tasks', 'Task-1', 'Go to the Task It Awaits');
    await page.locator('.quick-input-title', { hasText: 'Task-1 waits for several tasks' }).waitFor({ timeout: 10_000 });
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'beat' }).click();
    await page.locator('.statusbar-item', { hasText: /Ln 45/ }).waitFor({ timeout: 10_000 });
  });

  await step('the row of equal stacks leads to where the first was made', async () => {
    await w.menuOf('Async Tasks', /^transfer.*× 2/, 'Go to Where It Was Created');
    await page.locator('.statusbar-item', { hasText: /Ln 57/ }).waitFor({ timeout: 10_000 });
  });

  await step('long names have room in the await graph, which follows the console', async () => {
    await w.command('Open Await Graph');
    const frame = await w.webview('Await Graph');
    await frame.locator('.box').first().waitFor({ timeout: 15_000 });
    await rename('transfer-out', '"W" * 200');
    const long = frame.locator('.box[aria-label^="WWWW"]');
    await long.waitFor({ timeout: 15_000 });
    assert.match(await long.locator('title').textContent(), /^W{200};/);
    const { wide, beside } = await frame.evaluate(() => ({
      wide: [...document.querySelectorAll('.box')].filter((box) => {
        const ends = (e) => e.getBoundingClientRect().right;
        return [...box.querySelectorAll('text')].some((t) => ends(t) > ends(box.querySelector('rect')));
      }).map((box) => box.getAttribute('aria-label')),
      beside: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    }));
    assert.deepEqual(wide, []);
    assert.ok(beside <= 0, `the page is ${beside} px too wide`);
    assert.match(await frame.locator('#deadlocks').textContent(), /W{200}/);
    await w.shot('long-names');
  });

  await step('Home and End go to the ends of the graph', async () => {
    const frame = await w.webview('Await Graph');
    await frame.locator('.box[tabindex="0"]').focus();
    const at = () => frame.evaluate(() => [...document.querySelectorAll('.box')].indexOf(document.activeElement));
    await page.keyboard.press('End');
    assert.equal(await at(), (await frame.locator('.box').count()) - 1);
    await page.keyboard.press('Home');
    assert.equal(await at(), 0);
  });

  await step('the graph keeps its size when its tab was hidden', async () => {
    const width = (frame) => frame.locator('#chart').getAttribute('width');
    let frame = await w.webview('Await Graph');
    const first = await width(frame);
    await frame.locator('#larger').click();
    await frame.locator('#larger').click();
    const larger = await width(frame);
    assert.ok(Number(larger) > 1.5 * Number(first), `${first}, then ${larger}`);
    await w.openFile('service.py');
    await until(async () => !page.frames().includes(frame), 10_000, 'the page is still there');
    await w.command('Open Await Graph');
    frame = await w.webview('Await Graph');
    await frame.locator('.box').first().waitFor({ timeout: 15_000 });
    assert.equal(await width(frame), larger);
  });
}
