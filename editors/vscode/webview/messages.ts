// What a panel and its page say to each other.

import type { Box, Edge } from './graph/condense';

export interface Deadlock {
  text: string;
}

export type ToGraph =
  | {
      kind: 'graph';
      /** Tasks that match, and how many of them were looked at. */
      total: number;
      seen: number;
      hidden: number;
      boxes: Box[];
      edges: Edge[];
      deadlocks: Deadlock[];
    }
  | { kind: 'note'; text: string };

export interface Line {
  threadId: number;
  name: string;
  ended: boolean;
  /** What it does now, unless it has ended. */
  state?: 'running' | 'ready' | 'suspended' | 'thread';
  /** Of a task that is suspended now. */
  waitingFor?: string;
  totalIntervals: number;
  intervals: { state: 'running' | 'ready' | 'suspended'; start: number; end: number }[];
}

export type ToTimeline =
  | { kind: 'timeline'; recording: boolean; dropped: number; kept: number; now: number; total: number; lines: Line[] }
  | { kind: 'note'; text: string };

/** What both pages are told when they are built: a page that was hidden is built anew. */
export interface ToPage {
  kind: 'filter';
  text: string;
}

export type FromPage =
  | { kind: 'ready' }
  | { kind: 'refresh' }
  | { kind: 'filter'; text: string }
  | { kind: 'open'; threadId: number }
  | { kind: 'record'; on: boolean };
