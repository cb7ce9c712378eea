// Places the boxes of the await graph: columns from those who wait to those they
// wait for, ordered so that few edges cross.

import type { Box, Edge } from './condense';

export const size = {
  width: 210, height: 44, column: 90, row: 18, margin: 16,
  /** Where the text of a box begins, and the sizes of its letters. */
  inset: 14, label: 12.5, detail: 11,
};

export interface Placed {
  box: Box;
  x: number;
  y: number;
}

/** Where an edge passes a column between its ends: the left of a free row. */
export interface Gap {
  x: number;
  y: number;
}

export interface Layout {
  placed: Placed[];
  /** The gaps of edges that pass columns, by `from to`. */
  routes: Map<string, Gap[]>;
  width: number;
  height: number;
}

/** How many isolated boxes stand beside one another. */
const gridColumns = 4;

/** Gaps that are made at most: beyond, edges pass behind boxes. */
const mostGaps = 1000;

/** A box, or (with a negative id) the gap that an edge passes through. */
interface Cell {
  id: number;
  box?: Box;
}

export function layout(boxes: readonly Box[], edges: readonly Edge[]): Layout {
  const connected = new Set(edges.flatMap((e) => [e.from, e.to]));
  const columns: Cell[][] = layers(boxes.filter((b) => connected.has(b.id)), edges).map((c) => c.map((box) => ({ id: box.id, box })));
  const { links, passing } = leaveGaps(columns, edges);
  order(columns, links);
  const placed: Placed[] = [];
  const gaps = new Map<number, Gap>();
  const step = size.height + size.row;
  const tallest = Math.max(0, ...columns.map((c) => c.length));
  columns.forEach((column, i) => {
    const top = size.margin + ((tallest - column.length) * step) / 2;
    column.forEach(({ id, box }, row) => {
      const x = size.margin + i * (size.width + size.column);
      const y = top + row * step;
      if (box === undefined) {
        gaps.set(id, { x, y: y + size.height / 2 });
      } else {
        placed.push({ box, x, y });
      }
    });
  });
  const below = size.margin + tallest * step + (tallest > 0 ? size.row : 0);
  boxes.filter((b) => !connected.has(b.id)).forEach((box, i) => {
    placed.push({
      box,
      x: size.margin + (i % gridColumns) * (size.width + size.row),
      y: below + Math.floor(i / gridColumns) * step,
    });
  });
  return {
    placed,
    routes: new Map([...passing].map(([key, ids]) => [key, ids.flatMap((id) => gaps.get(id) ?? [])])),
    width: Math.max(0, ...placed.map((p) => p.x + size.width)) + size.margin,
    height: Math.max(0, ...placed.map((p) => p.y + size.height)) + 2 * size.margin,
  };
}

/** Adds cells to the columns that edges pass, so that no edge runs behind a box. */
function leaveGaps(columns: Cell[][], edges: readonly Edge[]): { links: Link[]; passing: Map<string, number[]> } {
  const depth = new Map(columns.flatMap((column, i) => column.map((c) => [c.id, i] as const)));
  const links: Link[] = [];
  const passing = new Map<string, number[]>();
  let id = 0;
  for (const { from, to } of edges) {
    const first = depth.get(from) ?? 0;
    const last = depth.get(to) ?? 0;
    const ids: number[] = [];
    for (let i = first + 1; i < last && -id < mostGaps; i++) {
      ids.push(--id);
      columns[i]?.push({ id });
    }
    [from, ...ids].forEach((here, i) => links.push({ from: here, to: ids[i] ?? to }));
    if (ids.length > 0) {
      passing.set(`${from} ${to}`, ids);
    }
  }
  return { links, passing };
}

type Link = Pick<Edge, 'from' | 'to'>;

/** Sorts boxes into columns: one stands right of all that wait for it, save in a cycle. */
function layers(boxes: readonly Box[], edges: readonly Edge[]): Box[][] {
  const forward = withoutCycles(boxes, edges);
  const depth = new Map(boxes.map((b) => [b.id, 0]));
  // Boxes come with all that wait for them before them.
  for (const id of forward.order) {
    for (const to of forward.next.get(id) ?? []) {
      depth.set(to, Math.max(depth.get(to) ?? 0, (depth.get(id) ?? 0) + 1));
    }
  }
  const columns: Box[][] = [];
  for (const box of boxes) {
    (columns[depth.get(box.id) ?? 0] ??= []).push(box);
  }
  return columns;
}

/** A topological order of the graph without the edges that close a cycle. */
function withoutCycles(boxes: readonly Box[], edges: readonly Edge[]): { order: number[]; next: Map<number, number[]> } {
  const all = new Map<number, number[]>(boxes.map((b) => [b.id, []]));
  for (const e of edges) {
    if (e.from !== e.to) {
      all.get(e.from)?.push(e.to);
    }
  }
  const next = new Map<number, number[]>(boxes.map((b) => [b.id, []]));
  const state = new Map<number, 'open' | 'done'>();
  const order: number[] = [];
  // Those whom nobody waits for are the beginnings.
  const awaited = new Set(edges.map((e) => e.to));
  const roots = [...boxes].sort((a, b) => Number(awaited.has(a.id)) - Number(awaited.has(b.id)));
  for (const root of roots) {
    if (state.has(root.id)) {
      continue;
    }
    state.set(root.id, 'open');
    const stack = [{ id: root.id, at: 0 }]; // not recursive: chains of awaits are long
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const to = all.get(top.id)?.[top.at++];
      if (to === undefined) {
        state.set(top.id, 'done');
        order.push(top.id);
        stack.pop();
      } else if (state.get(to) !== 'open') {
        next.get(top.id)?.push(to);
        if (!state.has(to)) {
          state.set(to, 'open');
          stack.push({ id: to, at: 0 });
        }
      }
    }
  }
  return { order: order.reverse(), next };
}

/** Sweeps to and fro, each time sorting a column by where its neighbours are. */
function order(columns: Cell[][], links: readonly Link[]): void {
  const neighbours = new Map<number, number[]>(columns.flat().map((c) => [c.id, []]));
  for (const { from, to } of links) {
    neighbours.get(from)?.push(to);
    neighbours.get(to)?.push(from);
  }
  for (let sweep = 0; sweep < 4; sweep++) {
    const at = new Map<number, number>();
    for (const column of columns) {
      column.forEach((c, i) => at.set(c.id, i - column.length / 2));
    }
    const mean = (c: Cell) => {
      const list = neighbours.get(c.id) ?? [];
      return list.length === 0 ? 0 : list.reduce((sum, id) => sum + (at.get(id) ?? 0), 0) / list.length;
    };
    for (const column of sweep % 2 === 0 ? columns : [...columns].reverse()) {
      const means = new Map(column.map((c) => [c.id, mean(c)]));
      column.sort((a, b) => (means.get(a.id) ?? 0) - (means.get(b.id) ?? 0));
      column.forEach((c, i) => at.set(c.id, i - column.length / 2));
    }
  }
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/** The box that an arrow key leads to: near, and in that direction rather than beside it. */
export function neighbour(placed: readonly Placed[], from: Placed, direction: Direction): Placed | undefined {
  let best: Placed | undefined;
  let least = Infinity;
  for (const p of placed) {
    const dx = p.x - from.x;
    const dy = p.y - from.y;
    const [ahead, aside] = {
      left: [-dx, dy], right: [dx, dy], up: [-dy, dx], down: [dy, dx],
    }[direction] as [number, number];
    const cost = ahead + 3 * Math.abs(aside);
    if (p !== from && ahead > 0 && cost < least) {
      best = p;
      least = cost;
    }
  }
  return best;
}

/** The line of an edge, as the path of an SVG. */
export function curve(from: Placed, to: Placed, gaps: readonly Gap[] = []): string {
  const y1 = from.y + size.height / 2;
  const y2 = to.y + size.height / 2;
  if (from === to) {
    const x = from.x + size.width;
    return `M${x} ${y1 - 8} C${x + 40} ${y1 - 40} ${x + 40} ${y1 + 40} ${x} ${y1 + 8}`;
  }
  if (to.x > from.x) {
    let at = { x: from.x + size.width, y: y1 };
    let path = `M${at.x} ${at.y}`;
    for (const next of [...gaps, { x: to.x, y: y2 }]) {
      const bend = (next.x - at.x) / 2;
      path += ` C${at.x + bend} ${at.y} ${next.x - bend} ${next.y} ${next.x} ${next.y}`;
      at = { x: next.x + size.width, y: next.y };
      path += next.x === to.x ? '' : ` H${at.x}`;
    }
    return path;
  }
  if (to.x === from.x) { // in the same column: round the right side
    const x = from.x + size.width;
    const out = 30 + Math.abs(y2 - y1) / 6;
    return `M${x} ${y1} C${x + out} ${y1} ${x + out} ${y2} ${x} ${y2}`;
  }
  // Backwards: the edge that closes a cycle runs beside the one that goes there.
  const aside = 11;
  const x2 = to.x + size.width;
  const bend = Math.max(size.column / 2, (from.x - x2) / 2);
  return `M${from.x} ${y1 + aside} C${from.x - bend} ${y1 + aside} ${x2 + bend} ${y2 + aside} ${x2} ${y2 + aside}`;
}
