// The rows of the Async Generators view.

import type { Generator, Generators } from './protocol';
import { oneLine, placeText, thousands } from './taskTree';

/** What stands beside the title: of all of them, not only of those that are listed. */
export function generatorsSummary({ total, totalCleanup }: Pick<Generators, 'total' | 'totalCleanup'>): string {
  return `${thousands(total)} live${totalCleanup > 0 ? `, ${thousands(totalCleanup)} with cleanup` : ''}`;
}

export function generatorFacts(g: Generator): string[] {
  const out = [g.state];
  const at = placeText(g);
  if (at !== '') {
    out.push(at);
  }
  if (g.owner !== undefined) {
    out.push(`iterated by ${oneLine(g.owner)}`);
  }
  if (g.cleanup) {
    out.push('cleanup pending');
  }
  return out;
}
