// The pages in light and high-contrast themes: what is written can be read, what
// can be worked has a name and shows when it has the focus.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../browser.mjs';

const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};

/** Of text, as WCAG asks of level AA; and of drawings. */
const least = { text: 4.5, drawing: 3 };

export async function themed(w, step) {
  const { page } = w;

  await step('a program with a deadlock is drawn', async () => {
    await w.openFile('service.py');
    await w.key('F5');
    await page.locator('.debug-toolbar .codicon-debug-pause').waitFor({ timeout: 30_000 });
    await w.onlyPane('Async Tasks');
    await until(async () => (await w.paneRows('Async Tasks')).some((r) => /worker-1/.test(r)), 20_000, 'there are no tasks');
    await w.command('Open Timeline of Tasks');
    const timeline = await w.webview('Timeline');
    await until(async () => /recording/.test(await timeline.locator('#status').textContent()), 15_000, 'nothing is recorded');
    await page.waitForTimeout(1500);
    await w.pause();
    await w.stopped();
    await w.command('Open Await Graph');
    await (await w.webview('Await Graph')).locator('.box').first().waitFor({ timeout: 15_000 });
  });

  for (const [name, theme] of Object.entries(themes)) {
    await step(`the await graph in ${name}`, async () => {
      w.settings({ 'workbench.colorTheme': theme });
      await w.command('Open Await Graph');
      const frame = await w.webview('Await Graph');
      await inTheme(frame, name);
      await frame.locator('.box').first().waitFor({ timeout: 15_000 });
      const found = await frame.evaluate(measure, [
        ['#status', 'color', undefined], ['#deadlocks li', 'color', undefined], ['#refresh', 'color', undefined],
        ['#filter', 'color', undefined], ['#legend li', 'color', undefined],
        ['.box text', 'fill', '.box rect'], ['.box .detail', 'fill', '.box rect'],
        ['.edge', 'stroke', undefined], ['.edge.deadlocked', 'stroke', undefined],
        ['.box.suspended .state', 'fill', '.box rect'], ['.box.deadlocked > rect:first-of-type', 'stroke', undefined],
      ]);
      judge(found);
      await reach(page, frame);
      await w.shot(`graph-${name}`);
    });

    await step(`the timeline in ${name}`, async () => {
      await w.command('Open Timeline of Tasks');
      const frame = await w.webview('Timeline');
      await inTheme(frame, name);
      await frame.locator('#tasks button').first().waitFor({ timeout: 15_000 });
      const found = await frame.evaluate(measure, [
        ['#status', 'color', undefined], ['#tasks button', 'color', undefined], ['#tasks .wait', 'color', undefined],
        ['#record', 'color', undefined], ['#legend li', 'color', undefined],
      ]);
      judge(found);
      const bars = await frame.evaluate(barContrast);
      assert.ok(bars.length > 0, 'nothing is drawn');
      assert.ok(bars.every((b) => b >= least.drawing), `bars have contrasts of ${bars.map((b) => b.toFixed(1)).join(', ')}`);
      await reach(page, frame);
      await w.shot(`timeline-${name}`);
    });
  }

  await step('a screen reader is told what the pages show', async () => {
    for (const [title, wanted] of Object.entries({
      'Await Graph': [/alert:\s+- list:\s+- listitem: "Deadlock: transfer-/, /status: 8 tasks in \d boxes/, /button "transfer-out.*waits for.*transfer-back/, /searchbox "Filter tasks by name"/],
      Timeline: [/status: .*recording; 8 tasks/, /button "transfer-out, suspended, waits for Lock held by transfer-back"/, /img "When 8 tasks ran, from 0 s to/],
    })) {
      await w.command(title === 'Timeline' ? 'Open Timeline of Tasks' : 'Open Await Graph');
      const frame = await w.webview(title);
      await frame.locator('.box, #tasks button').first().waitFor({ timeout: 15_000 });
      const heard = await frame.locator('body').ariaSnapshot();
      writeFileSync(join(w.artefacts, `heard-${title.toLowerCase().replace(' ', '-')}.txt`), heard);
      for (const text of wanted) {
        assert.match(heard, text);
      }
    }
  });

  await step('a page that is open is drawn anew in another theme', async () => {
    const frame = await w.webview('Timeline');
    const before = await frame.evaluate(() => document.querySelector('canvas').toDataURL());
    w.settings({ 'workbench.colorTheme': themes.dark });
    await inTheme(frame, 'dark');
    await until(async () => (await frame.evaluate(() => document.querySelector('canvas').toDataURL())) !== before, 10_000, 'the bars are as before');
    w.settings({});
  });
}

function inTheme(frame, name) {
  const kind = () => frame.evaluate(() => document.body.getAttribute('data-vscode-theme-kind'));
  return until(async () => (await kind()) === `vscode-${name}`, 20_000, async () => `the page is in ${await kind()}`);
}

function judge(found) {
  const poor = found.filter((f) => f.ratio < (f.property === 'color' || f.selector.endsWith('text') ? least.text : least.drawing));
  assert.equal(poor.length, 0, poor.map((f) => `${f.selector}: ${f.ratio.toFixed(2)} (${f.ink} on ${f.ground})`).join('; '));
}

/** In the page: how well each thing stands out from what is behind it. */
function measure(wanted) {
  const parse = (text) => (text.match(/[\d.]+/g) ?? []).map(Number);
  const behind = (element) => {
    for (let e = element; e !== null; e = e.parentElement) {
      const [r, g, b, a = 1] = parse(getComputedStyle(e).backgroundColor);
      if (a > 0.99 && r !== undefined) {
        return [r, g, b];
      }
    }
    return parse(getComputedStyle(document.documentElement).getPropertyValue('--vscode-editor-background').replace(
      /^#(..)(..)(..)$/, (_, r, g, b) => `${parseInt(r, 16)} ${parseInt(g, 16)} ${parseInt(b, 16)}`));
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  return wanted.flatMap(([selector, property, on]) => {
    const element = document.querySelector(selector);
    if (element === null) {
      return [{ selector, property, ratio: 0, ink: 'nothing there', ground: '' }];
    }
    const [r, g, b, a = 1] = parse(getComputedStyle(element)[property]);
    const ground = on === undefined ? behind(element) : parse(getComputedStyle(document.querySelector(on)).fill).slice(0, 3);
    const ink = [r, g, b].map((v, i) => v * a + ground[i] * (1 - a));
    const [bright, dark] = [light(ink), light(ground)].sort((x, y) => y - x);
    return [{ selector, property, ratio: (bright + 0.05) / (dark + 0.05), ink: ink.join(' '), ground: ground.join(' ') }];
  });
}

/** In the page: the contrasts of the colours that fill most of the bars. */
function barContrast() {
  const canvas = document.querySelector('canvas');
  const pen = canvas.getContext('2d');
  const { data } = pen.getImageData(0, 24, canvas.width, canvas.height - 24);
  const counts = new Map();
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] === 255) {
      const key = `${data[i]} ${data[i + 1]} ${data[i + 2]}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const light = (text) => {
    const [x, y, z] = text.split(' ').map((n) => (n / 255 <= 0.04045 ? n / 255 / 12.92 : ((n / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const hex = getComputedStyle(document.documentElement).getPropertyValue('--vscode-editor-background').trim();
  const ground = light(hex.replace(/^#(..)(..)(..).*$/, (_, r, g, b) => `${parseInt(r, 16)} ${parseInt(g, 16)} ${parseInt(b, 16)}`));
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 2).map(([key]) => light(key));
  return most.map((l) => (Math.max(l, ground) + 0.05) / (Math.min(l, ground) + 0.05));
}

/** Goes through a page by Tab: each stop has a name and a mark of the focus. */
async function reach(page, frame) {
  await frame.locator('#filter').focus();
  const seen = [];
  for (let i = 0; i < 12; i++) {
    const at = await frame.evaluate(() => {
      const e = document.activeElement;
      if (e === null || e === document.body) {
        return undefined;
      }
      const shape = e.querySelector(':scope > rect');
      const style = getComputedStyle(shape ?? e);
      return {
        what: `${e.tagName} ${e.id}`,
        name: e.getAttribute('aria-label') ?? e.textContent,
        marked: shape === null ? style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 : parseFloat(style.strokeWidth) >= 3,
      };
    });
    if (at === undefined || seen.some((s) => s.what === at.what && s.name === at.name)) {
      break;
    }
    assert.ok(at.name.trim() !== '', `${at.what} has no name`);
    assert.ok(at.marked, `${at.what} (${at.name}) does not show the focus`);
    seen.push(at);
    await page.keyboard.press('Tab');
  }
  assert.ok(seen.length >= 6, `Tab reaches ${seen.map((s) => s.name).join(', ')}`);
}
