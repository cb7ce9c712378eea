// What is bound in a frame, and what of it is told beside its lines.

import { functionStart, namesIn } from './names';

interface Scope {
  name: string;
  presentationHint?: string;
  variablesReference: number;
}

interface Variable {
  name: string;
  value: string;
}

/** Sends a request of the debug protocol. */
export type Ask = (command: string, args: object) => PromiseLike<unknown>;

export interface Beside {
  line: number;
  column: number;
  length: number;
  text: string;
}

/**
 * The values that names have in a frame by their scopes in Python: a task and
 * its loop have rows too, which bear names that may be those of variables.
 */
export async function boundIn(frameId: number, ask: Ask, unwanted: () => boolean): Promise<Map<string, string>> {
  const bound = new Map<string, string>();
  const { scopes } = (await ask('scopes', { frameId })) as { scopes: Scope[] };
  for (const { variablesReference } of scopes.filter(isPython)) {
    if (unwanted()) {
      break; // the program may have gone on, and the reference with it
    }
    const { variables } = (await ask('variables', { variablesReference })) as { variables: Variable[] };
    for (const { name, value } of variables) {
      bound.set(name, bound.get(name) ?? value);
    }
  }
  return bound;
}

function isPython(scope: Scope): boolean {
  return scope.presentationHint === 'locals' || scope.name === 'Locals' || scope.name === 'Closure';
}

/** The texts for the lines in sight (`first` to `last`) up to the one where the frame is. */
export function valuesBeside(
  lines: readonly string[],
  first: number,
  last: number,
  stopped: number,
  bound: ReadonlyMap<string, string>,
): Beside[] {
  // From the function's beginning on, in sight or not: a string may begin above.
  const from = functionStart(lines, stopped) ?? Math.min(first, stopped);
  const seen = new Set<string>();
  const out: Beside[] = [];
  for (const { name, line, column } of namesIn(lines.slice(from, stopped + 1), from)) {
    const key = `${String(line)} ${name}`;
    const value = bound.get(name);
    if (line < first || line > last || value === undefined || seen.has(key)) {
      continue;
    }
    seen.add(key);
    out.push({ line, column, length: name.length, text: `${name} = ${value}` });
  }
  return out;
}
