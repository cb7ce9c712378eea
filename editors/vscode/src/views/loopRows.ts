// The rows of the Event Loop view.

import type { Loop, Place } from './protocol';
import { oneLine, placeText, thousands } from './taskTree';

export interface LoopItem {
  label: string;
  detail: string;
  place?: Place;
}

export interface Section {
  id: 'ready' | 'timers' | 'files' | 'jobs';
  label: string;
  total: number;
  icon: string;
  items: LoopItem[];
}

/** A time for a person: "1.5 s", "20 ms". */
export function duration(seconds: number): string {
  const ms = seconds * 1000;
  if (Math.abs(ms) < 1) {
    return ms === 0 ? '0 s' : `${String(Number((ms * 1000).toPrecision(2)))} µs`;
  }
  return Math.abs(ms) < 1000 ? `${String(Number(ms.toPrecision(3)))} ms` : `${String(Number(seconds.toPrecision(3)))} s`;
}

export function summary(loop: Loop, stopped: boolean): string {
  const parts = [!loop.running ? 'not running' : stopped ? 'paused' : 'running', `clock ${loop.time.toFixed(3)}`];
  if (loop.debug) {
    parts.push('debug mode');
  }
  if ((loop.loops ?? 1) > 1) {
    parts.push(`of ${oneLine(loop.thread ?? 'no thread')}, one of ${String(loop.loops)} loops`);
  }
  return parts.join(', ');
}

export function sections(loop: Loop): Section[] {
  return [
    { id: 'ready', label: 'Ready', total: loop.totalReady, icon: 'list-ordered', items: loop.ready.map((label) => ({ label, detail: '' })) },
    {
      id: 'timers', label: 'Timers', total: loop.totalTimers, icon: 'clock',
      items: loop.timers.map((t) => ({ label: t.callback, detail: t.left > 0 ? `in ${duration(t.left)}` : 'due' })),
    },
    {
      id: 'files', label: 'Descriptors', total: loop.totalFiles, icon: 'plug',
      items: loop.files.map((f) => ({
        label: `fd ${String(f.fd)}`,
        detail: [f.reader === undefined ? '' : `read: ${f.reader}`, f.writer === undefined ? '' : `write: ${f.writer}`]
          .filter((x) => x !== '').join(', '),
      })),
    },
    {
      id: 'jobs', label: 'Executor jobs', total: loop.totalJobs, icon: 'server-process',
      items: loop.jobs.map((j) => ({ label: j.callable, detail: [j.thread ?? 'queued', placeText(j)].filter((x) => x !== '').join(', '), place: j })),
    },
  ];
}

export function sectionTitle(section: Section): string {
  return `${section.label} (${thousands(section.total)})`;
}
