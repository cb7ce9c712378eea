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
    const said = await least(async () => {
      if (await page.locator('.debug-toolbar .codicon-debug-continue').isVisible()) {
        await w.key('F5'); // once more
        await until(async () => (await w.paneRows('Async Tasks')).every((r) => !/× 6,000/.test(r)), 30_000, 'it does not go on');
      }
      await watch(page, '.pane .monaco-list-row', '× 6,000', '.codicon-debug-pause');
      await w.pause();
      return seen(page, 60_000, async () => `the view shows ${(await w.paneRows('Async Tasks')).join('; ')}`);
    }, { waited: budgets.groups, still: budgets.still });
    await w.shot('many');
    return `groups ${said}`;
  });

  await step('a large group is paged through', async () => {
    const pane = w.pane('Async Tasks');
    await pane.locator('.monaco-list-row', { hasText: '× 6,000' }).locator('.monaco-tl-twistie').click();
    await pane.locator('.monaco-list-row', { hasText: '5,990 more tasks' }).waitFor({ timeout: 10_000 });
    const more = pane.locator('.monaco-list-row', { hasText: '5,990 more tasks' });
    await watch(page, '.pane .monaco-list-row', '5,990 more tasks', '.pane .monaco-list-row', true);
    await more.click();
    const { waited, still } = await seen(page, 20_000, () => 'no more tasks came');
    await until(async () => (await pane.locator('.monaco-list-row', { hasText: 'Task-' }).count()) > 12, 20_000, 'no more tasks came');
    assert.ok(waited < budgets.more, `${waited} ms until there were more`);
    return `100 more after ${waited} ms, longest frame ${still} ms`;
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

  await step('a task that is found is scrolled to in its group, and can be pinned', async () => {
    const row = w.pane('Async Tasks').locator('.monaco-list-row.selected', { hasText: 'Task-5500' });
    const below = w.pane('Async Tasks').locator('.monaco-list-row.selected[aria-level="2"]', { hasText: 'Task-5500' });
    for (let attempt = 0; attempt < 3 && (await below.count()) === 0; attempt++) {
      if (attempt > 0) {
        await w.command('Clear Filter of Tasks'); // a busy machine: it was shown alone after all
      }
      await w.command('Search Tasks');
      await page.locator('.quick-input-title', { hasText: 'Search tasks' }).waitFor({ timeout: 10_000 });
      await page.locator('.quick-input-widget input.input').fill('Task-5500');
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Task-5500' }).first().waitFor({ timeout: 20_000 });
      await w.key('Enter');
      await row.waitFor({ timeout: 15_000 }).catch(() => undefined);
    }
    assert.equal(await row.count(), 1, `the view shows ${(await w.paneRows('Async Tasks')).join('; ')}`);
    assert.equal(await row.getAttribute('aria-level'), '2', 'it stands below its group');
    await w.shot('many-found');
    await w.menuOf('Async Tasks', 'Task-5500', 'Pin Task');
    await until(
      async () => {
        const rows = await w.paneRows('Async Tasks');
        return /Pinned/.test(rows[0] ?? '') && /Task-5500/.test(rows[1] ?? '');
      },
      20_000,
      async () => `the view shows ${(await w.paneRows('Async Tasks')).join('; ')}`,
    );
  });

  await step('the await graph has few boxes', async () => {
    const said = await least(async () => {
      await w.openFile('many.py');
      const tab = page.locator('.tab', { hasText: 'Await Graph' });
      if ((await tab.count()) > 0) {
        await tab.locator('.codicon-close').click();
        await tab.waitFor({ state: 'detached' });
      }
      const entry = await w.look('F1', '>Open Await Graph', 'Open Await Graph'); // to find it is the test's time
      await watchFrames(page);
      const began = performance.now();
      await entry.click(); // no key: the time begins here
      const frame = await w.webview('Await Graph');
      await frame.locator('.box[aria-label^="6,000 tasks worker"]').waitFor({ timeout: 30_000 });
      const boxes = await frame.locator('.box').count();
      assert.ok(boxes < 10, `${boxes} boxes`);
      return { waited: Math.round(performance.now() - began), still: await longestFrame(page) };
    }, { waited: budgets.graph, still: budgets.still });
    await w.shot('many-graph');
    return said;
  });

  await step('the filter of the tasks view survives a change of tabs', async () => {
    await w.answer('Filter Tasks', 'Filter tasks', 'odd-7');
    const filtered = async () => {
      const rows = await w.paneRows('Async Tasks');
      return rows.length > 0 && rows.every((r) => !/× 6,000/.test(r)) && rows.some((r) => /odd-7/.test(r));
    };
    const view = async () => `the view shows ${(await w.paneRows('Async Tasks')).join('; ')}`;
    await until(filtered, 30_000, view);
    await w.openFile('service.py');
    await w.openFile('many.py');
    await until(filtered, 30_000, view);
    // Behind another side bar the view does not exist.
    await w.key('Control+Shift+E');
    await w.pane('Async Tasks').first().waitFor({ state: 'hidden', timeout: 20_000 });
    await w.key('Control+Shift+D');
    await until(filtered, 30_000, view);
    await w.command('Clear Filter of Tasks');
    await until(async () => (await w.paneRows('Async Tasks')).some((r) => /× 6,000/.test(r)), 30_000, view);
  });

  await step('so does the filter of the await graph', async () => {
    await w.command('Open Await Graph');
    const all = '.box[aria-label^="6,000 tasks worker"]';
    const graph = await w.webview('Await Graph');
    await graph.locator(all).waitFor({ timeout: 30_000 });
    await graph.locator('#filter').fill('odd-7');
    await graph.locator(all).waitFor({ state: 'detached', timeout: 30_000 });
    await w.openFile('many.py');
    await w.command('Open Await Graph');
    // The page may be the old one for a moment: what counts is that one comes with both.
    await until(
      async () => {
        const frame = await w.webview('Await Graph');
        const text = await frame.locator('#filter').inputValue().catch(() => '');
        const boxes = await frame.locator('.box').count().catch(() => 0);
        return text === 'odd-7' && boxes > 0 && (await frame.locator(all).count().catch(() => 1)) === 0;
      },
      45_000,
      'the graph has lost its filter',
    );
  });
}

/** On a busy machine others' work counts, too: the claim has to hold in one of some attempts. */
async function least(measure, most) {
  const tried = [];
  for (let i = 0; i < 3; i++) {
    const { waited, still } = await measure();
    tried.push(`after ${waited} ms, longest frame ${still} ms`);
    if (waited < most.waited && still < most.still) {
      return tried.join('; then ');
    }
  }
  throw new Error(tried.join('; then '));
}

/** Has the window itself note when it is clicked on something, and when a row with a text is there, or gone. */
async function watch(page, rows, text, clicked, gone = false) {
  await watchFrames(page);
  await page.evaluate(([selector, wanted, button, away]) => {
    window.clicked = undefined;
    window.found = undefined;
    const press = (e) => {
      if (e.target.closest?.(button) !== null) {
        window.clicked ??= performance.now();
      }
    };
    document.addEventListener('mousedown', press, { capture: true });
    const look = () => {
      const there = [...document.querySelectorAll(selector)].some((row) => row.textContent.includes(wanted));
      if (window.clicked !== undefined && there !== away) {
        window.found = performance.now();
        document.removeEventListener('mousedown', press, { capture: true });
      } else {
        requestAnimationFrame(look);
      }
    };
    requestAnimationFrame(look);
  }, [rows, text, clicked, gone]);
}

/** What the window has noted. */
async function seen(page, timeout, message) {
  await until(() => page.evaluate(() => window.found !== undefined), timeout, message);
  return { waited: Math.round(await page.evaluate(() => window.found - window.clicked)), still: await longestFrame(page) };
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
