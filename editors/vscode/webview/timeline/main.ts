// The page of the timeline.

import type { Line, ToPage, ToTimeline } from '../messages';
import { byId, counted, host, status, thousands, wireButton, wireFilter } from '../page';
import { account, at, bars, duration, missing, moved, ticks, toTime, toX, unknownUntil, whole, windowOf, zoomed, type Window } from './scale';

type Timeline = Extract<ToTimeline, { kind: 'timeline' }>;

const canvas = byId('chart', HTMLCanvasElement);
const list = byId('tasks', HTMLUListElement);
const axis = 22; // the height of the time axis, as in panel.css
const rowHeight = 22;
let data: Timeline = { kind: 'timeline', recording: false, dropped: 0, kept: 0, now: 0, total: 0, lines: [] };
let view = windowOf(host.getState()); // undefined: all of it
let row = 0; // the task that the keyboard is on

function sight(): Window {
  return view ?? whole(data.lines, data.kept, data.now);
}

function color(name: string): string {
  const style = getComputedStyle(document.body);
  return style.getPropertyValue(name).trim() || style.color;
}

function draw(): void {
  host.setState(view ?? {}); // for the page that is built when its tab is shown again
  const width = canvas.clientWidth;
  const height = axis + rowHeight * data.lines.length;
  const ratio = window.devicePixelRatio;
  canvas.style.height = `${height}px`;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const pen = canvas.getContext('2d');
  if (pen === null) {
    return;
  }
  pen.scale(ratio, ratio);
  pen.font = `11px ${getComputedStyle(document.body).fontFamily}`;
  const window_ = sight();
  const line = color('--line');
  const text = color('--vscode-descriptionForeground');
  for (const time of ticks(window_, Math.max(2, Math.floor(width / 90)))) {
    const x = Math.round(toX(time, window_, width)) + 0.5;
    pen.fillStyle = line;
    pen.fillRect(x, 0, 1, height);
    pen.fillStyle = text;
    pen.fillText(duration(time), x + 4, 14);
  }
  const colors = { running: color('--running'), ready: color('--ready'), suspended: color('--suspended') };
  data.lines.forEach((task, i) => {
    const y = axis + i * rowHeight;
    const unknown = Math.min(width, toX(unknownUntil(task, data.kept), window_, width));
    if (unknown > 0) {
      hatch(pen, line, unknown, y);
    }
    for (const bar of bars(task, window_, width)) {
      const thin = bar.state === 'suspended';
      pen.fillStyle = colors[bar.state];
      pen.fillRect(bar.x, y + (thin ? 9 : 4), bar.width, thin ? 4 : rowHeight - 8);
    }
  });
  canvas.setAttribute('aria-label', `When ${counted(data.lines.length, 'task')} ran, from ${duration(window_.from)} to ${duration(window_.to)}`);
}

/** The time of which nothing is known is not empty: it is hatched. */
function hatch(pen: CanvasRenderingContext2D, color_: string, width: number, y: number): void {
  pen.save();
  pen.beginPath();
  pen.rect(0, y + 4, width, rowHeight - 8);
  pen.clip();
  pen.strokeStyle = color_;
  pen.beginPath();
  for (let x = -rowHeight; x < width; x += 6) {
    pen.moveTo(x, y + rowHeight);
    pen.lineTo(x + rowHeight, y);
  }
  pen.stroke();
  pen.restore();
}

function fill(): void {
  // The list is made anew only when tasks came or went: the focus stays.
  const names = data.lines.map((l) => `${l.threadId} ${l.name} ${String(l.ended)}`).join('\n');
  if (list.dataset['names'] !== names) {
    list.dataset['names'] = names;
    list.replaceChildren(...data.lines.map(item));
  }
  list.querySelectorAll('button').forEach((button, i) => {
    const line = data.lines[i];
    const wait = button.querySelector('.wait');
    if (line !== undefined && wait !== null) {
      button.title = account(line);
      button.setAttribute('aria-label', spoken(line));
      wait.textContent = line.waitingFor ?? '';
    }
  });
  row = Math.min(row, Math.max(0, data.lines.length - 1));
  const parts = [data.recording ? 'recording' : 'not recording', counted(data.total, 'task')];
  if (data.lines.length < data.total) {
    parts.push(`the first ${thousands(data.lines.length)} are shown: use the filter for others`);
  }
  if (data.dropped > 0) {
    parts.push(`${thousands(data.dropped)} older steps are no longer kept: what was before ${duration(data.kept)} is hatched`);
  }
  status(parts.join('; '));
  byId('record', HTMLButtonElement).textContent = data.recording ? 'Stop recording' : 'Record';
  draw();
}

function item(line: Line, i: number): HTMLElement {
  const li = document.createElement('li');
  const button = document.createElement('button');
  const wait = document.createElement('span');
  wait.className = 'wait';
  button.append(line.name, ' ', wait);
  button.tabIndex = i === row ? 0 : -1;
  button.classList.toggle('ended', line.ended);
  button.addEventListener('click', () => host.postMessage({ kind: 'open', threadId: line.threadId }));
  button.addEventListener('focus', () => say(account(data.lines[i] ?? line)));
  button.addEventListener('keydown', (event) => key(event, i));
  li.append(button);
  return li;
}

/** A task's row for those who do not see its bars: how it stands now. */
function spoken(line: Line): string {
  const last = line.ended ? 'ended' : (line.state ?? line.intervals.at(-1)?.state);
  return [line.name, last, line.waitingFor === undefined ? undefined : `waits for ${line.waitingFor}`].filter((x) => x !== undefined).join(', ');
}

function say(text: string): void {
  byId('said', HTMLElement).textContent = text;
}

/** Tells which part is in sight, to one who has moved it by keys. */
function sayView(): void {
  const { from, to } = sight();
  say(`from ${duration(from)} to ${duration(to)}`);
}

function key(event: KeyboardEvent, i: number): void {
  const { from, to } = sight();
  switch (event.key) {
    case 'ArrowDown':
    case 'ArrowUp':
      enter(i + (event.key === 'ArrowDown' ? 1 : -1));
      break;
    case 'Home':
      enter(0);
      break;
    case 'End':
      enter(data.lines.length - 1);
      break;
    case 'ArrowLeft':
    case 'ArrowRight':
      view = moved(sight(), ((to - from) / 5) * (event.key === 'ArrowLeft' ? -1 : 1), data.now);
      draw();
      sayView();
      break;
    case '+':
    case '=':
      scale(0.5);
      sayView();
      break;
    case '-':
      scale(2);
      sayView();
      break;
    case '0':
      all();
      sayView();
      break;
    default:
      return;
  }
  event.preventDefault();
}

function enter(i: number): void {
  const buttons = list.querySelectorAll('button');
  const next = buttons[i];
  if (next !== undefined) {
    buttons[row]?.setAttribute('tabindex', '-1');
    row = i;
    next.tabIndex = 0;
    next.focus();
  }
}

function scale(factor: number, around?: number): void {
  const window_ = sight();
  view = zoomed(window_, factor, around ?? (window_.from + window_.to) / 2, data.now);
  draw();
}

function all(): void {
  view = undefined;
  draw();
}

canvas.addEventListener(
  'wheel',
  (event) => {
    const width = canvas.clientWidth;
    if (event.ctrlKey || event.metaKey) {
      scale(event.deltaY > 0 ? 1.2 : 1 / 1.2, toTime(event.offsetX, sight(), width));
      event.preventDefault();
    } else if (event.deltaX !== 0) {
      const window_ = sight();
      view = moved(window_, (event.deltaX / width) * (window_.to - window_.from), data.now);
      draw();
      event.preventDefault();
    }
  },
  { passive: false },
);

canvas.addEventListener('mousemove', (event) => {
  const line = data.lines[Math.floor((event.offsetY - axis) / rowHeight)];
  const time = toTime(event.offsetX, sight(), canvas.clientWidth);
  const found = line === undefined ? undefined : at(line, time);
  const said = found === undefined ? line && missing(line, data.kept, time) : `${found.state} for ${duration(found.end - found.start)}`;
  canvas.title = line === undefined || said === undefined ? '' : `${line.name}: ${said}`;
});

window.addEventListener('message', (event: MessageEvent<ToPage | ToTimeline>) => {
  if (event.data.kind === 'note') {
    status(event.data.text);
    return;
  }
  if (event.data.kind === 'timeline') {
    data = event.data;
    if (view !== undefined && view.from >= data.now) {
      view = undefined; // it was of a recording before this one
    }
    fill();
  }
});
window.addEventListener('resize', draw);
// The canvas has its colours from the theme that it was drawn in.
new MutationObserver(draw).observe(document.body, { attributeFilter: ['class', 'data-vscode-theme-id'] });

wireFilter();
wireButton('refresh', () => host.postMessage({ kind: 'refresh' }));
wireButton('record', () => host.postMessage({ kind: 'record', on: !data.recording }));
wireButton('larger', () => scale(0.5));
wireButton('smaller', () => scale(2));
wireButton('fit', all);
host.postMessage({ kind: 'ready' });
