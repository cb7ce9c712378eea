// What Chromium tells a screen reader, from its accessibility tree: every row of
// the views, and everything on the pages, has a name that says what is shown.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../browser.mjs';

/** Roles that one can come to: without a name they would be read as "button". */
const worked = new Set(['button', 'treeitem', 'textbox', 'searchbox', 'link', 'checkbox', 'img', 'image', 'tree', 'list', 'group']);

export async function heard(w, step) {
  const { page } = w;
  const view = async (title) => {
    await w.onlyPane(title);
    await w.pane(title).locator('.monaco-list-row').first().waitFor({ timeout: 20_000 });
    return within(await tree(page), (n) => n.role === 'tree' && n.name.startsWith(title));
  };
  /** Waits until a view has a row of each kind, and no row without a name of one. */
  const rows = async (title, kinds) => {
    let names = [];
    await until(
      async () => {
        names = (await view(title)).filter((n) => n.role === 'treeitem').map((n) => n.name);
        return kinds.every((kind) => names.some((name) => kind.test(name)));
      },
      20_000,
      () => `${title} is heard as\n${names.join('\n')}`,
    );
    for (const name of names) {
      assert.ok(kinds.some((kind) => kind.test(name)), `${title} has a row "${name}"`);
    }
    note(w, title, names);
    return names;
  };

  await step('the tasks: what, how it stands, where', async () => {
    await w.openFile('service.py');
    await w.key('F5');
    await page.locator('.debug-toolbar .codicon-debug-pause').waitFor({ timeout: 30_000 });
    await w.onlyPane('Async Tasks');
    await until(async () => (await w.paneRows('Async Tasks')).some((r) => /worker-1/.test(r)), 20_000, 'there are no tasks');
    await w.command('Open Timeline of Tasks');
    const timeline = await w.webview('Timeline');
    await until(async () => /recording/.test(await timeline.locator('#status').textContent()), 15_000, 'nothing is recorded');
    await w.pause();
    await w.stopped();
    await w.onlyPane('Async Tasks');
    for (const [closed, opened] of [[/^transfer.*× 2/, 'transfer-out'], ['transfer-out', 'awaited by']]) {
      const row = w.pane('Async Tasks').locator('.monaco-list-row', { hasText: closed }).first();
      await row.waitFor({ timeout: 15_000 });
      if ((await row.getAttribute('aria-expanded')) !== 'true') {
        await row.locator('.monaco-tl-twistie').click();
      }
      await w.pane('Async Tasks').locator('.monaco-list-row', { hasText: opened }).first().waitFor({ timeout: 15_000 });
    }
    const names = await rows('Async Tasks', [
      /^task \S+, (\S+, )?(suspended|ready|running)(: .+)?, at (service\.py|<frozen [\w.]+>):\d+$/,
      /^task MainThread, no task/,
      /^\d tasks in \S.*, (suspended|ready): .+, at service\.py:\d+$/,
      /^[\w.<>]+, (service\.py|<frozen [\w.]+>):\d+$/,
      /^(awaited by|waiting for) /,
      /^\(created here\), service\.py:\d+$/,
    ]);
    assert.ok(names.some((n) => /^task transfer-out, transfer, suspended: Lock held by transfer-back, at service\.py:\d+$/.test(n)), names.join('\n'));
    assert.ok(names.some((n) => /^2 tasks in transfer, suspended: Lock held by …, at service\.py:\d+$/.test(n)), names.join('\n'));
  });

  await step('a row that is come to by keys is announced', async () => {
    await w.pane('Async Tasks').locator('.monaco-list-row', { hasText: 'producer' }).first().click();
    await w.onlyPane('Async Tasks');
    const list = w.pane('Async Tasks').locator('.monaco-list').first();
    await list.focus();
    const told = [];
    for (let i = 0; i < 3; i++) {
      await w.key('ArrowDown');
      told.push(await list.evaluate((l) => {
        const row = document.getElementById(l.getAttribute('aria-activedescendant') ?? '');
        return document.activeElement === l && row !== null && (row.getAttribute('aria-label') ?? '');
      }));
    }
    assert.ok(told.every((t) => typeof t === 'string' && t !== ''), told.join('; '));
    assert.ok(new Set(told).size > 1, `the arrow stays at ${told[0]}`);
  });

  await step('the generators and the loop', async () => {
    await rows('Async Generators', [/^async generator feed, suspended, service\.py:1[123], iterated by producer, cleanup pending$/]);
    await rows('Event Loop', [/^(Ready|Timers|Descriptors|Executor jobs) \(\d+\)$/]);
  });

  await step('the await graph has a name for everything', async () => {
    await w.command('Open Await Graph');
    const frame = await w.webview('Await Graph');
    await frame.locator('.box').first().waitFor({ timeout: 15_000 });
    const nodes = await pageTree(page, frame, 'Await Graph');
    named(nodes, 'the await graph');
    const boxes = nodes.filter((n) => n.role === 'button').map((n) => n.name);
    note(w, 'Await Graph', boxes);
    for (const wanted of [
      /^transfer-out; suspended; Lock held by transfer-back; at service\.py:\d+; waits for transfer-back; .*part of a deadlock$/,
      /^heart; suspended; sleep \(.+ left\); at service\.py:45; awaited by Task-1$/,
    ]) {
      assert.ok(boxes.some((b) => wanted.test(b)), boxes.join('\n'));
    }
    assert.ok(nodes.some((n) => n.role === 'alert') && nodes.some((n) => n.role === 'status'), 'no live region');
  });

  await step('who walks through the graph stays where one is when it is drawn anew', async () => {
    const frame = await w.webview('Await Graph');
    await frame.locator('.box[tabindex="0"]').focus();
    await page.keyboard.press('ArrowRight');
    const at = async () => (await pageTree(page, frame, 'Await Graph')).find((n) => n.focused && n.role === 'button')?.name;
    const before = await at();
    assert.ok(before !== undefined && before !== '', 'no box is announced');
    await frame.evaluate(() => {
      window.drawn = false;
      new MutationObserver(() => (window.drawn = true)).observe(document.querySelector('#drawing'), { childList: true });
      document.querySelector('#refresh').click();
    });
    await until(() => frame.evaluate(() => window.drawn), 10_000, 'it is not drawn anew');
    assert.equal((await at())?.split(';')[0], before.split(';')[0]);
  });

  await step('the timeline has a name for everything, and tells what keys do', async () => {
    await w.command('Open Timeline of Tasks');
    const frame = await w.webview('Timeline');
    await frame.locator('#tasks button').first().waitFor({ timeout: 15_000 });
    const nodes = await pageTree(page, frame, 'Timeline');
    named(nodes, 'the timeline');
    const buttons = nodes.filter((n) => n.role === 'button').map((n) => n.name);
    note(w, 'Timeline', buttons);
    assert.ok(buttons.includes('transfer-out, suspended, waits for Lock held by transfer-back'), buttons.join('\n'));
    await frame.locator('#tasks button', { hasText: 'worker-1' }).focus();
    const said = () => frame.locator('#said').textContent();
    assert.match(await said(), /^worker-1: .*ran .* in \d+ steps?/);
    await page.keyboard.press('+');
    assert.match(await said(), /^from [\d.]+ m?s to [\d.]+ m?s$/);
    await page.keyboard.press('ArrowDown');
    const focused = (await pageTree(page, frame, 'Timeline')).filter((n) => n.focused && n.role === 'button').map((n) => n.name);
    assert.match(focused.join(), /^worker-2, (suspended|ready|running)/);
    const at = () => frame.evaluate(() => [...document.querySelectorAll('#tasks button')].indexOf(document.activeElement));
    await page.keyboard.press('End');
    assert.equal(await at(), (await frame.locator('#tasks button').count()) - 1);
    await page.keyboard.press('Home');
    assert.equal(await at(), 0);
    assert.ok((await frame.locator('#said').getAttribute('aria-live')) === 'polite');
  });
}

function note(w, title, names) {
  writeFileSync(join(w.artefacts, `names-${title.toLowerCase().replaceAll(' ', '-')}.txt`), `${names.join('\n')}\n`);
}

function named(nodes, what) {
  const nameless = nodes.filter((n) => worked.has(n.role) && n.name.trim() === '' && !(n.role === 'list' && n.inAlert));
  assert.equal(nameless.length, 0, `${what} has no name for ${nameless.map((n) => n.role).join(', ')}`);
}

/** The accessibility tree of a page as a list, without what is ignored. */
async function tree(target, frameId) {
  const session = 'send' in target ? target : await target.context().newCDPSession(target);
  const { nodes } = await session.send('Accessibility.getFullAXTree', frameId === undefined ? {} : { frameId });
  const byId = new Map(nodes.map((n) => [n.nodeId, n]));
  const above = (n) => {
    const out = [];
    for (let p = byId.get(n.parentId); p !== undefined; p = byId.get(p.parentId)) {
      out.push(p);
    }
    return out;
  };
  const plain = (n) => ({
    id: n.nodeId, role: n.role?.value ?? '', name: (n.name?.value ?? '').trim(),
    focused: n.properties?.some((p) => p.name === 'focused' && p.value.value === true) === true,
  });
  return nodes.filter((n) => !n.ignored).map((n) => {
    const parents = above(n);
    return { ...plain(n), above: parents.map((p) => p.nodeId), inAlert: parents.some((p) => p.role?.value === 'alert') };
  });
}

/** What is below the first node of a kind. */
function within(nodes, isTop) {
  const top = nodes.find(isTop);
  assert.ok(top !== undefined, `there is no such tree among ${nodes.filter((n) => n.role === 'tree').map((n) => n.name).join('; ')}`);
  return nodes.filter((n) => n.above.includes(top.id));
}

/** The tree of a webview, which may be a process of its own. */
async function pageTree(page, frame, title) {
  const own = await page.context().newCDPSession(frame).catch(() => undefined);
  if (own !== undefined) {
    return tree(own);
  }
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const ids = [];
  const walk = ({ frame: f, childFrames = [] }) => {
    ids.push(f.id);
    childFrames.forEach(walk);
  };
  walk(frameTree);
  for (const id of ids.reverse()) {
    const nodes = await tree(session, id).catch(() => []);
    if (nodes.some((n) => n.role === 'RootWebArea' && n.name.includes(title)) && nodes.some((n) => n.role === 'status')) {
      return nodes;
    }
  }
  throw new Error(`Chromium has no accessibility tree of ${title}`);
}
