// The editor's window as a person uses it: keys, clicks, and what can be read.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from './browser.mjs';

export class Workbench {
  constructor(page, artefacts, places) {
    this.page = page;
    this.artefacts = artefacts;
    this.places = places;
  }

  /** Replaces the settings of the workspace. */
  settings(values) {
    const folder = join(this.places.workspace, '.vscode');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(values));
  }

  async shot(name, options = {}) {
    await this.page.waitForTimeout(300); // animations
    await this.page.screenshot({ path: join(this.artefacts, `${name}.png`), ...options });
  }

  key(name) {
    return this.page.keyboard.press(name);
  }

  /** Opens the input that a key stands for; a key may be lost. */
  async ask(key) {
    const input = this.page.locator('.quick-input-widget input.input');
    for (let attempt = 0; ; attempt++) {
      await this.key(key);
      try {
        await input.waitFor({ state: 'visible', timeout: 3000 });
        return input;
      } catch (error) {
        if (attempt === 3) {
          throw error;
        }
      }
    }
  }

  /** Types into the input of a key, and waits for a row; what is typed too early is lost. */
  async look(key, typed, wanted) {
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: wanted }).first();
    for (let attempt = 0; ; attempt++) {
      const input = await this.ask(key);
      try {
        await input.fill('', { timeout: 3000 }); // it may be that of a list that is just going away
        await input.fill(typed, { timeout: 3000 });
        await row.waitFor({ timeout: 4000 });
        return row;
      } catch (error) {
        await this.key('Escape');
        if (attempt === 4) {
          throw error;
        }
      }
    }
  }

  /** Runs a command of the palette by its title. */
  async command(title) {
    const row = await this.look('F1', `>${title}`, title);
    // Rows change their texts while the list is narrowed: the one that has the focus is what Enter takes.
    const focused = this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: title });
    if (await focused.waitFor({ timeout: 1500 }).then(() => true, () => false)) {
      await this.key('Enter');
    } else {
      await row.click();
    }
  }

  async openFile(name) {
    await (await this.look('Control+P', name, name)).click();
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator('.view-lines .view-line').first().waitFor();
  }

  async goToLine(line, column = 1) {
    const input = await this.ask('Control+G');
    await input.fill(`:${line}:${column}`);
    await this.key('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  /** Toggles a breakpoint at the cursor's line. */
  async breakpoint(line) {
    const marks = this.page.locator('.codicon-debug-breakpoint, .codicon-debug-breakpoint-unverified');
    await this.goToLine(line);
    const before = await marks.count();
    await this.key('F9');
    await until(async () => (await marks.count()) !== before, 10_000, `no breakpoint appeared at line ${line}`);
  }

  /** Texts of the rows of a tree in the side bar, as a screen reader has them. */
  rows(selector) {
    return this.page.evaluate(
      (s) => [...document.querySelectorAll(`${s} .monaco-list-row`)].map((e) => e.getAttribute('aria-label') ?? e.textContent),
      selector,
    );
  }

  callStack() {
    return this.rows('.debug-call-stack');
  }

  /** The pane of the side bar with a title. */
  pane(title) {
    return this.page.locator('.pane', { has: this.page.locator('.pane-header', { hasText: title }) });
  }

  async paneRows(title) {
    return this.pane(title).locator('.monaco-list-row').evaluateAll((rows) =>
      rows.map((e) => `${e.getAttribute('aria-label') ?? ''} | ${e.textContent ?? ''}`),
    );
  }

  async openPane(title) {
    const header = this.pane(title).locator('.pane-header');
    await header.waitFor({ timeout: 20_000 });
    if ((await header.getAttribute('aria-expanded')) !== 'true') {
      await header.click();
    }
  }

  async closePane(title) {
    const header = this.pane(title).locator('.pane-header');
    if ((await header.count()) > 0 && (await header.getAttribute('aria-expanded')) === 'true') {
      await header.click();
    }
  }

  /** Opens a pane and closes all others, so that its rows are in sight: others do not exist. */
  async onlyPane(title) {
    await this.key('Control+Shift+D');
    await this.openPane(title);
    const titles = ['Variables', 'Watch', 'Call Stack', 'Loaded Scripts', 'Breakpoints', 'Async Tasks', 'Async Generators', 'Event Loop'];
    for (const other of titles.filter((t) => t !== title)) {
      await this.closePane(other);
    }
  }

  /** Waits until the program is stopped, and gives the line in the editor. */
  async stopped(line) {
    await this.page.locator('.debug-toolbar .codicon-debug-continue').waitFor({ timeout: 40_000 });
    await this.key('Control+Shift+D');
    await this.openPane('Call Stack');
    await this.page.locator('.debug-call-stack .monaco-list-row').first().waitFor({ timeout: 20_000 });
    if (line !== undefined) {
      await until(async () => (await this.stoppedLine()) === line, 20_000, async () =>
        `stopped at line ${await this.stoppedLine()} instead of ${line}: ${(await this.callStack()).join('; ')}`);
    }
  }

  /** Pauses the program; before the editor knows a thread, the button does nothing. */
  async pause() {
    const button = this.page.locator('.debug-toolbar .codicon-debug-pause');
    const stopped = this.page.locator('.debug-toolbar .codicon-debug-continue');
    await button.or(stopped).first().waitFor({ timeout: 20_000 });
    for (let attempt = 0; attempt < 4 && !(await stopped.isVisible()); attempt++) {
      await button.click({ timeout: 5000 }).catch(() => undefined);
      await stopped.waitFor({ timeout: 5000 }).catch(() => undefined);
    }
  }

  /** The number beside the yellow arrow. */
  stoppedLine() {
    return this.page.evaluate(() => {
      const arrow = document.querySelector('.codicon-debug-stackframe');
      if (arrow === null) {
        return undefined;
      }
      const top = arrow.getBoundingClientRect().top;
      for (const n of document.querySelectorAll('.margin-view-overlays .line-numbers')) {
        if (Math.abs(n.getBoundingClientRect().top - top) < 4) {
          return Number(n.textContent);
        }
      }
      return undefined;
    });
  }

  async ended() {
    await this.page.locator('.debug-toolbar').waitFor({ state: 'hidden', timeout: 20_000 });
  }

  notifications() {
    return this.page.evaluate(() =>
      [...document.querySelectorAll('.notification-list-item-message')].map((e) => e.textContent));
  }

  /** The frame of a webview's own page. */
  async webview(titlePart) {
    return until(
      async () => {
        for (const frame of this.page.frames()) {
          const found = await frame.locator('#status').count().catch(() => 0);
          if (found > 0 && (await frame.title().catch(() => '')).includes(titlePart)) {
            return frame;
          }
        }
        return undefined;
      },
      30_000,
      `no page of ${titlePart} appeared`,
    );
  }

  /** Opens a task of the call stack whose row begins with a text. */
  async expandStack(name) {
    await this.openPane('Call Stack');
    const row = this.page.locator('.debug-call-stack .monaco-list-row', { hasText: name }).first();
    await row.waitFor({ timeout: 15_000 });
    if ((await row.getAttribute('aria-expanded')) !== 'true') {
      await row.locator('.monaco-tl-twistie').click();
    }
  }

  /** Waits until the call stack says that a task is stopped, and why. */
  async stoppedTask(name, why) {
    await this.openPane('Call Stack');
    await until(
      async () => (await this.callStack()).some((r) => r.startsWith(`Thread ${name}`) && r.includes(`Paused on ${why}`)),
      10_000,
      async () => `${name} is not stopped on a ${why}: ${(await this.callStack()).join('; ')}`,
    );
  }

  async removeBreakpoints() {
    await this.key('Control+Shift+D');
    await this.page.waitForTimeout(200);
    if ((await this.pane('Breakpoints').count()) === 0) {
      return; // it is there while there are breakpoints, or a program
    }
    await this.openPane('Breakpoints');
    await this.pane('Breakpoints').locator('.pane-header').hover();
    const button = this.pane('Breakpoints').locator('.action-label[aria-label^="Remove All Breakpoints"]');
    await button.waitFor({ timeout: 5000 });
    if ((await button.getAttribute('aria-disabled')) !== 'true') {
      await button.click();
    }
    await this.closePane('Breakpoints');
  }

  /** Makes the side bar wide enough for what its rows say. */
  async widenSideBar(to) {
    const bar = await this.page.locator('.part.sidebar').boundingBox();
    const edge = bar.x + bar.width;
    await this.page.mouse.move(edge, 600);
    await this.page.mouse.down();
    await this.page.mouse.move(to, 600, { steps: 5 });
    await this.page.mouse.up();
  }

  /** Runs a command that asks, and answers; a box that loses the focus goes away. */
  async answer(command, title, text) {
    for (let attempt = 0; ; attempt++) {
      await this.command(command);
      try {
        await this.page.locator('.quick-input-title', { hasText: title }).waitFor({ timeout: 10_000 });
        await this.page.locator('.quick-input-widget input.input').fill(text, { timeout: 5000 });
        await this.key('Enter');
        return;
      } catch (error) {
        if (attempt === 3) {
          throw error;
        }
      }
    }
  }

  /** Picks from the context menu of a row in a pane. */
  async menuOf(title, rowText, entry) {
    const row = this.pane(title).locator('.monaco-list-row', { hasText: rowText }).first();
    await row.click({ button: 'right' });
    const item = this.page.locator('.monaco-menu .action-item', { hasText: entry }).first();
    await item.waitFor({ timeout: 10_000 });
    // A menu that has just opened takes no click.
    for (let attempt = 0; attempt < 4 && (await item.count()) > 0; attempt++) {
      await this.page.waitForTimeout(300);
      await item.click({ timeout: 2000 }).catch(() => undefined);
      await item.waitFor({ state: 'detached', timeout: 1500 }).catch(() => undefined);
    }
  }

  /** Waits for a text in the debug console. */
  async console(text) {
    await this.page.locator('.repl .monaco-list-row', { hasText: text }).first().waitFor({ timeout: 30_000 });
  }

  /** Ends what is being debugged, and takes breakpoints away. */
  async endDebugging() {
    try {
      for (let i = 0; i < 3; i++) {
        await this.key('Escape'); // dialogs and inputs that a failure left
      }
      const stop = this.page.locator('.debug-toolbar .codicon-debug-stop');
      if (await stop.isVisible()) {
        await stop.click();
        await this.ended();
      }
      await this.removeBreakpoints();
      await this.command('View: Close All Editors');
      const dirty = this.page.locator('.monaco-dialog-box .monaco-button', { hasText: "Don't Save" });
      await dirty.click({ timeout: 1000 }).catch(() => undefined); // what a failure left unsaved
    } catch (error) {
      console.log(`     while clearing up: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
