// The time axis of the timeline, and what there is to say about a task.

import type { Line } from '../messages';

/** The part of the recording that is in sight, in seconds. */
export interface Window {
  from: number;
  to: number;
}

/** Reads the part that was in sight when the page was hidden; none is the whole. */
export function windowOf(kept: unknown): Window | undefined {
  const { from, to } = (typeof kept === 'object' && kept !== null ? kept : {}) as Partial<Record<keyof Window, unknown>>;
  const numbers = typeof from === 'number' && typeof to === 'number' && Number.isFinite(from) && Number.isFinite(to);
  return numbers && from < to ? { from, to } : undefined;
}

/** Where a time is, in pixels. */
export function toX(time: number, window: Window, width: number): number {
  return ((time - window.from) / (window.to - window.from)) * width;
}

export function toTime(x: number, window: Window, width: number): number {
  return window.from + (x / width) * (window.to - window.from);
}

/** Closer or further away, with one time staying where it is. */
export function zoomed(window: Window, factor: number, around: number, end: number): Window {
  const span = Math.min(Math.max((window.to - window.from) * factor, 1e-6), Math.max(end, 1e-6));
  const share = (around - window.from) / (window.to - window.from);
  return kept({ from: around - share * span, to: around + (1 - share) * span }, end);
}

export function moved(window: Window, by: number, end: number): Window {
  return kept({ from: window.from + by, to: window.to + by }, end);
}

/** Stays within the recording. */
function kept(window: Window, end: number): Window {
  const span = window.to - window.from;
  const from = Math.max(0, Math.min(window.from, end - span));
  return { from, to: from + span };
}

/** Round times, at most so many of them. */
export function ticks(window: Window, most: number): number[] {
  const span = window.to - window.from;
  const power = 10 ** Math.floor(Math.log10(span / most));
  const step = power * ([1, 2, 5, 10].find((m) => span / (m * power) <= most) ?? 10);
  const out: number[] = [];
  for (let i = Math.ceil(window.from / step - 1e-9); i * step <= window.to + step * 1e-9; i++) {
    out.push(Number((i * step).toPrecision(12)));
  }
  return out;
}

/** A time for a person, in the unit that fits it. */
export function duration(seconds: number): string {
  const [value, unit] =
    seconds === 0 ? [0, 's'] : seconds < 1e-3 ? [seconds * 1e6, 'µs'] : seconds < 1 ? [seconds * 1e3, 'ms'] : [seconds, 's'];
  return `${Number(value.toPrecision(3))} ${unit}`;
}

export interface Bar {
  state: Line['intervals'][number]['state'];
  x: number;
  width: number;
}

/** What of a task is in sight; of the narrow bars of a state, one a pixel. */
export function bars(line: Line, window: Window, width: number): Bar[] {
  const out: Bar[] = [];
  const drawn = new Map<Bar['state'], number>(); // the last pixel with a narrow bar
  for (const { state, start, end } of line.intervals) {
    if (end < window.from || start > window.to) {
      continue;
    }
    const x = Math.max(0, toX(start, window, width));
    const bar = { state, x, width: Math.max(Math.min(width, toX(end, window, width)) - x, state === 'running' ? 1 : 0) };
    if (bar.width <= 1) {
      if (drawn.get(state) === Math.floor(x)) {
        continue;
      }
      drawn.set(state, Math.floor(x));
    }
    out.push(bar);
  }
  return out;
}

/**
 * Until when nothing is known of a task: its steps are lost, or the page has only
 * the latest of its intervals.
 */
export function unknownUntil(line: Line, kept: number): number {
  return line.totalIntervals > line.intervals.length ? Math.max(kept, line.intervals[0]?.start ?? kept) : kept;
}

/** All that there is to see: the axis begins where the record of some task does. */
export function whole(lines: readonly Line[], kept: number, now: number): Window {
  const from = lines.length === 0 ? kept : Math.min(...lines.map((l) => unknownUntil(l, kept)));
  return { from, to: Math.max(now, from + 1e-3) };
}

/** Why there is nothing to see of a task at a time, if it is not that it did nothing. */
export function missing(line: Line, kept: number, time: number): string | undefined {
  if (time < kept) {
    return 'what it did then is no longer kept';
  }
  return time < unknownUntil(line, kept) ? `only its latest ${line.intervals.length} intervals are shown` : undefined;
}

/** A task's time in words. */
export function account(line: Line): string {
  const sums = { running: 0, ready: 0, suspended: 0 };
  let steps = 0;
  for (const { state, start, end } of line.intervals) {
    sums[state] += end - start;
    steps += Number(state === 'running');
  }
  const more = line.totalIntervals > line.intervals.length ? 'of the latest part: ' : '';
  const ran = steps === 0 ? 'did not run' : `ran ${duration(sums.running)} in ${steps} ${steps === 1 ? 'step' : 'steps'}`;
  const end = line.ended ? ', has ended' : line.waitingFor === undefined ? '' : `, waits for ${line.waitingFor}`;
  return `${line.name}: ${more}${ran}, ready ${duration(sums.ready)}, suspended ${duration(sums.suspended)}${end}`;
}

/** The interval at a time. */
export function at(line: Line, time: number): Line['intervals'][number] | undefined {
  return line.intervals.find((i) => i.start <= time && time < i.end);
}
