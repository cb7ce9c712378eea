// What a page that is hidden, and built anew when it is shown again, has to know
// to look as it did.

export interface Sight {
  zoom: number;
  /** Where the frame is scrolled to. */
  left: number;
  top: number;
  /** The thread of the box that the keyboard is on, or -1. */
  focused: number;
}

const whole: Readonly<Sight> = { zoom: 1, left: 0, top: 0, focused: -1 };

export const zooms = { least: 0.1, most: 3 };

export function zoomed(zoom: number): number {
  return Math.min(zooms.most, Math.max(zooms.least, zoom));
}

/** Reads what the editor has kept: nothing at first, and what an older page left. */
export function sightOf(kept: unknown): Sight {
  const found = { ...whole };
  if (typeof kept === 'object' && kept !== null) {
    for (const name of Object.keys(whole) as (keyof Sight)[]) {
      const value = (kept as Partial<Record<keyof Sight, unknown>>)[name];
      if (typeof value === 'number' && Number.isFinite(value)) {
        found[name] = value;
      }
    }
  }
  return { ...found, zoom: zoomed(found.zoom) };
}
