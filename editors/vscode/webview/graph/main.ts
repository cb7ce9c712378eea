// The page of the await graph.

import type { ToGraph, ToPage } from '../messages';
import { byId, counted, host, status, thousands, wireButton, wireFilter } from '../page';
import { taskBoxes, type Edge } from './condense';
import { fitted } from './fit';
import { curve, layout, neighbour, size, type Direction, type Layout, type Placed } from './layout';
import { sightOf, zoomed } from './sight';

type Graph = Extract<ToGraph, { kind: 'graph' }>;

const chart = byId('chart', SVGSVGElement);
const frame = byId('frame', HTMLElement);
const before = sightOf(host.getState());
let { zoom, focused } = before;
let shown: Layout = { placed: [], routes: new Map(), width: 0, height: 0 };
let drawn = false;

function element(name: string, attributes: Record<string, string | number>, ...children: (Element | string)[]): SVGElement {
  const out = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) {
    out.setAttribute(key, String(value));
  }
  out.append(...children);
  return out;
}

/** Cuts texts of a kind to the width of a box, in the font that they are drawn in. */
function cutter(font: number): (text: string) => string {
  const pen = document.createElement('canvas').getContext('2d');
  if (pen !== null) {
    pen.font = `${font}px ${getComputedStyle(document.body).fontFamily}`;
  }
  const measure = (text: string) => pen?.measureText(text).width ?? text.length * font;
  return (text) => fitted(text, size.width - size.inset - size.margin / 2, measure);
}

function spoken(p: Placed, edges: readonly Edge[], names: ReadonlyMap<number, string>): string {
  const { box } = p;
  const list = (ids: number[]) => ids.map((id) => names.get(id) ?? '').join(', ');
  const waitsFor = edges.filter((e) => e.from === box.id).map((e) => e.to);
  const awaitedBy = edges.filter((e) => e.to === box.id).map((e) => e.from);
  return [
    box.count > 1 ? `${thousands(box.count)} tasks ${box.label}` : box.label,
    box.state,
    box.detail === box.state ? '' : box.detail,
    box.place === '' ? '' : `at ${box.place}`,
    waitsFor.length > 0 ? `waits for ${list(waitsFor)}` : '',
    awaitedBy.length > 0 ? `awaited by ${list(awaitedBy)}` : '',
    box.deadlocked ? 'part of a deadlock' : '',
  ].filter((x) => x !== '').join('; ');
}

function draw(graph: Graph): void {
  shown = layout(graph.boxes, graph.edges);
  const at = new Map(shown.placed.map((p) => [p.box.id, p]));
  const names = new Map(graph.boxes.map((b) => [b.id, b.count > 1 ? `${thousands(b.count)} × ${b.label}` : b.label]));
  const edges = graph.edges.flatMap((e) => {
    const from = at.get(e.from);
    const to = at.get(e.to);
    return from === undefined || to === undefined
      ? []
      : [element('path', {
          d: curve(from, to, shown.routes.get(`${e.from} ${e.to}`)),
          class: `edge${e.any ? ' any' : ''}${e.deadlocked ? ' deadlocked' : ''}`,
          'marker-end': e.deadlocked ? 'url(#deadlocked)' : 'url(#arrow)',
        })];
  });
  const [label, detail] = [cutter(size.label), cutter(size.detail)];
  const boxes = shown.placed.map((p) => {
    const { box } = p;
    const whole = spoken(p, graph.edges, names);
    const group = element(
      'g',
      {
        class: `box ${box.state}${box.deadlocked ? ' deadlocked' : ''}`,
        transform: `translate(${p.x} ${p.y})`,
        role: 'button', tabindex: -1, 'aria-label': whole, 'data-thread': box.threadId,
      },
      element('title', {}, whole),
      element('rect', { width: size.width, height: size.height, rx: 4 }),
      element('rect', { class: 'state', width: 5, height: size.height, rx: 2 }),
      element('text', { class: 'label', x: size.inset, y: 18, 'font-size': size.label }, label((box.count > 1 ? `${thousands(box.count)} × ` : '') + box.label)),
      element('text', { class: 'detail', x: size.inset, y: 34, 'font-size': size.detail }, detail(box.detail)),
    );
    group.addEventListener('click', () => open(p));
    group.addEventListener('keydown', (event) => key(event, p));
    return group;
  });
  const drawing = byId('drawing', SVGGElement);
  const within = drawing.contains(document.activeElement); // who walks through the graph stays there
  drawing.replaceChildren(...edges, ...boxes);
  resize();
  enter(shown.placed.find((p) => p.box.threadId === focused) ?? shown.placed[0], within);
  tell(graph);
  if (!drawn) {
    drawn = true;
    frame.scrollTo(before.left, before.top);
  }
}

/** Keeps how the graph is looked at, for the page that is built when its tab is shown again. */
function keep(): void {
  if (drawn) {
    host.setState({ zoom, left: frame.scrollLeft, top: frame.scrollTop, focused });
  }
}

/** One box is in the order of the tab key; arrows go from box to box. */
function enter(p: Placed | undefined, focus: boolean): void {
  for (const box of chart.querySelectorAll('.box')) {
    const on = p !== undefined && box.getAttribute('data-thread') === String(p.box.threadId);
    box.setAttribute('tabindex', on ? '0' : '-1');
    if (on && focus && box instanceof SVGElement) {
      box.focus();
      box.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }
  focused = p?.box.threadId ?? -1;
  keep();
}

function open(p: Placed): void {
  enter(p, false);
  host.postMessage({ kind: 'open', threadId: p.box.threadId });
}

const arrows: Record<string, Direction> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

function key(event: KeyboardEvent, p: Placed): void {
  const direction = arrows[event.key];
  if (direction !== undefined) {
    enter(neighbour(shown.placed, p, direction) ?? p, true);
  } else if (event.key === 'Home' || event.key === 'End') {
    enter(shown.placed.at(event.key === 'Home' ? 0 : -1), true);
  } else if (event.key === 'Enter' || event.key === ' ') {
    open(p);
  } else if (event.key === '+' || event.key === '=') {
    scale(1.25);
  } else if (event.key === '-') {
    scale(0.8);
  } else if (event.key === '0') {
    fit();
  } else {
    return;
  }
  event.preventDefault();
}

function scale(by: number): void {
  zoom = zoomed(zoom * by);
  resize();
}

function fit(): void {
  const inside = Math.min(frame.clientWidth / shown.width, frame.clientHeight / shown.height);
  zoom = zoomed(Math.min(1, inside));
  resize();
}

function resize(): void {
  chart.setAttribute('viewBox', `0 0 ${shown.width} ${shown.height}`);
  chart.setAttribute('width', String(shown.width * zoom));
  chart.setAttribute('height', String(shown.height * zoom));
  keep();
}

function tell(graph: Graph): void {
  const parts = [`${counted(graph.total, 'task')} in ${counted(taskBoxes(graph.boxes), 'box', 'boxes')}`];
  if (graph.seen < graph.total) {
    parts.push(`only the first ${thousands(graph.seen)} tasks were looked at`);
  }
  if (graph.hidden > 0) {
    parts.push(`${thousands(graph.hidden)} boxes are left out: use the filter`);
  }
  status(graph.total === 0 ? 'no task matches' : `${parts.join('; ')}.`);
  const list = byId('deadlocks', HTMLUListElement);
  list.hidden = graph.deadlocks.length === 0;
  list.replaceChildren(
    ...graph.deadlocks.map((d) => {
      const item = document.createElement('li');
      item.textContent = d.text;
      return item;
    }),
  );
}

window.addEventListener('message', (event: MessageEvent<ToGraph | ToPage>) => {
  const m = event.data;
  if (m.kind === 'graph') {
    draw(m);
  } else if (m.kind === 'note') {
    status(m.text);
  }
});

let resting = 0;
frame.addEventListener('scroll', () => {
  clearTimeout(resting);
  resting = setTimeout(keep, 100);
});
wireFilter();
wireButton('refresh', () => host.postMessage({ kind: 'refresh' }));
wireButton('larger', () => scale(1.25));
wireButton('smaller', () => scale(0.8));
wireButton('fit', fit);
host.postMessage({ kind: 'ready' });
