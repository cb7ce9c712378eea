// The setting asynclsp.severities: other severities for rules, by code, name or
// the beginning of a code.

export const levels = ['error', 'warning', 'information', 'hint', 'off'] as const;
export type Level = (typeof levels)[number];

export interface Ruled {
  code: string;
  name?: string | undefined;
}

/** The level that was set for a rule; the most exact entry counts. */
export function levelOf(rule: Ruled, entries: Readonly<Record<string, unknown>>): Level | undefined {
  let best: Level | undefined;
  let length = -1;
  for (const [key, value] of Object.entries(entries)) {
    if (!isLevel(value)) {
      continue;
    }
    const exact = key === rule.name || key === rule.code;
    const reach = exact ? Infinity : key === 'ALL' ? 0 : rule.code.startsWith(key) && key !== '' ? key.length : -1;
    if (reach > length) {
      best = value;
      length = reach;
    }
  }
  return best;
}

function isLevel(value: unknown): value is Level {
  return levels.includes(value as Level);
}
