// What the pages of both panels need.

import type { FromPage, ToPage } from './messages';

interface Host {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): Host;

/** Can be acquired once only. */
export const host = acquireVsCodeApi();

export function byId<E extends Element>(id: string, kind: new () => E): E {
  const found: Element | null = document.getElementById(id);
  if (!(found instanceof kind)) {
    throw new Error(`the page has no ${kind.name} #${id}`);
  }
  return found;
}

/** A number with separators, the same in every locale. */
export function thousands(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

export function counted(n: number, one: string, more = `${one}s`): string {
  return `${thousands(n)} ${n === 1 ? one : more}`;
}

/** What the page says of itself. It is read out when it changes, so it is set only then. */
export function status(text: string): void {
  const line = byId('status', HTMLElement);
  if (line.textContent !== text) {
    line.textContent = text;
  }
}

/** The filter's field: tells the host when one stops typing. */
export function wireFilter(): void {
  const field = byId('filter', HTMLInputElement);
  let timer = 0;
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => host.postMessage({ kind: 'filter', text: field.value }), 250);
  });
  window.addEventListener('message', ({ data }: MessageEvent<ToPage | { kind: 'other' }>) => {
    if (data.kind === 'filter') {
      field.value = data.text;
    }
  });
}

export function wireButton(id: string, run: () => void): void {
  byId(id, HTMLButtonElement).addEventListener('click', run);
}
