// Ten thousand tasks: what is shown, and how long one waits.
import assert from 'node:assert/strict';
import { until } from '../browser.mjs';

/** How long the window may stand still, and what one may wait for, in ms. */
const budgets = { still: 1000, groups: 5000, more: 2000, graph: 8000 };

export async function many(w, step) {
  const { page } = w;
  await step('a program with 10,000 tasks is started and paused', async () => {
    await w.openFile('many.py');
    await w.key('F5');
    await w.console('started');
    await w.onlyPane('Async Tasks');
  });

  await step('the tasks are there in groups', async () => {
    await watchFrames(page);
    const began = performance.now();
    await w.pause();
    await until(
      async () => (await w.paneRows('Async Tasks')).some((r) => /× 6,000/.test(r)),
      60_000,
      async () => `the view shows ${(await w.paneRows('Async Tasks')).join('; ')}`,
    );
    const waited = Math.round(performance.now() - began);
    const still = await longestFrame(page);
    assert.ok(waited < budgets.groups, `${waited} ms until the groups were there`);
    assert.ok(still < budgets.still, `the window stood still for ${still} ms`);
    await w.shot('many');
    return `groups after ${waited} ms, longest frame ${still} ms`;
  });

  await step('a large group is paged through', async () => {
    const pane = w.pane('Async Tasks');
    await pane.locator('.monaco-list-row', { hasText: '× 6,000' }).locator('.monaco-tl-twistie').click();
    await pane.locator('.monaco-list-row', { hasText: '5,990 more tasks' }).waitFor({ timeout: 10_000 });
    await watchFrames(page);
    const began = performance.now();
    await pane.locator('.monaco-list-row', { hasText: '5,990 more tasks' }).click();
    await until(
      async () => (await pane.locator('.monaco-list-row', { hasText: 'Task-' }).count()) > 12,
      20_000,
      'no more tasks came',
    );
    const waited = Math.round(performance.now() - began);
    assert.ok(waited < budgets.more, `${waited} ms until there were more`);
    return `100 more after ${waited} ms, longest frame ${await longestFrame(page)} ms`;
  });

  await step('the search finds one of them', async () => {
    await w.command('Search Tasks');
    await page.locator('.quick-input-title', { hasText: 'Search tasks' }).waitFor({ timeout: 10_000 });
    await page.locator('.quick-input-widget input.input').fill('odd-7');
    const began = performance.now();
    await until(
      async () => (await page.locator('.quick-input-list .monaco-list-row').allTextContents()).join('').includes('odd-7'),
      10_000,
      'nothing was found',
    );
    const waited = Math.round(performance.now() - began);
    await w.key('Escape');
    return `after ${waited} ms`;
  });

  await step('the await graph has few boxes', async () => {
    await watchFrames(page);
    const began = performance.now();
    await w.command('Open Await Graph');
    const frame = await w.webview('Await Graph');
    await frame.locator('.box[aria-label^="6,000 tasks worker"]').waitFor({ timeout: 30_000 });
    const waited = Math.round(performance.now() - began);
    const boxes = await frame.locator('.box').count();
    assert.ok(boxes < 10, `${boxes} boxes`);
    assert.ok(waited < budgets.graph, `${waited} ms until the graph was there`);
    await w.shot('many-graph');
    return `after ${waited} ms, longest frame ${await longestFrame(page)} ms`;
  });
}

/** Begins to note the longest time between two frames of the window. */
function watchFrames(page) {
  return page.evaluate(() => {
    window.longest = 0;
    let last = performance.now();
    const tick = () => {
      const now = performance.now();
      window.longest = Math.max(window.longest, now - last);
      last = now;
      window.watching = requestAnimationFrame(tick);
    };
    window.cancelAnimationFrame(window.watching);
    requestAnimationFrame(tick);
  });
}

async function longestFrame(page) {
  return Math.round(await page.evaluate(() => window.longest));
}
