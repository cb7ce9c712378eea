// Which findings of others say what one of asynclsp says, at the same place. The
// rules are those that were seen to meet when asynclsp, pyright and Ruff checked
// the same files; their names in pylint and flake8 are added.

export interface Position {
  line: number;
  character: number;
}

/** A finding as the editor has it: of asynclsp, or of another extension. */
export interface Placed {
  source?: string | undefined;
  code?: string | number | { value: string | number } | undefined;
  message: string;
  range: { start: Position; end: Position };
}

interface Twin {
  /** The other's rule, and what it says: type checkers have one rule for much. */
  code: RegExp;
  says?: RegExp;
  /** Only if ours says this. */
  ours?: RegExp;
  /** It may be about any part of what ours is about; else their ranges share an end, or theirs holds ours. */
  part?: true;
}

const types = /^report(GeneralTypeIssues|ArgumentType|AttributeAccessIssue)$/;
const awaiting: Twin[] = [{ code: types, says: /is not awaitable/ }, { code: /^invalid-await$/ }];
const iterating: Twin[] = [{ code: types, says: /is not iterable/ }, { code: /^not-iterable$/ }];
const entering: Twin[] = [
  { code: types, says: /cannot be used with "(async )?with"/ },
  { code: /^invalid-context-manager$/ },
  { code: /^(E1701|not-async-context-manager)\b/ },
];
const signature: Twin[] = [{ code: /^(PLE0302|E0302|unexpected-special-method-signature)\b/, ours: /^Python calls/ }];

const twins: Readonly<Record<string, readonly Twin[]>> = {
  AG105: [{ code: /^(reportUnusedCoroutine|unused-coroutine|unused-awaitable)$/ }],
  AG108: [{ code: /^(ASYNC119|yield-in-context-manager-in-async-generator)$/ }],
  AG110: [...awaiting, ...iterating, ...entering, { code: types, says: /^Argument of type ".*Async(Generator|Iterator)\[/ }],
  AG112: [{ code: types, says: /_SupportsAclose/, part: true }],
  AW202: signature,
  AW204: iterating,
  AW210: signature,
  AW211: signature,
  AW212: [{ code: /^(PLR1708|R1708|stop-iteration-return)\b/ }],
  AW214: signature,
  AW215: signature,
  AW220: awaiting,
  AW222: iterating,
  AW223: entering,
  AW224: [{ code: types, says: /^Argument of type ".*Coroutine/, part: true }],
};

/** The rule of a finding: its code may come with a link. */
export function codeOf(finding: Pick<Placed, 'code'>): string {
  const code = typeof finding.code === 'object' ? finding.code.value : finding.code;
  return String(code ?? '');
}

/** Whether others have a rule with the meaning of this finding. */
export function mayRepeat(finding: Pick<Placed, 'code'>): boolean {
  return Object.hasOwn(twins, codeOf(finding));
}

/** Whether another extension's finding says what ours says. */
export function repeats(ours: Placed, other: Placed): boolean {
  const code = codeOf(other);
  return (twins[codeOf(ours)] ?? []).some(
    (twin) =>
      twin.code.test(code) &&
      (twin.says === undefined || twin.says.test(other.message)) &&
      (twin.ours === undefined || twin.ours.test(ours.message)) &&
      near(ours.range, other.range, twin.part === true),
  );
}

function near(ours: Placed['range'], other: Placed['range'], part: boolean): boolean {
  const begin = order(other.start, ours.start);
  const end = order(other.end, ours.end);
  if (begin === 0 || end === 0 || (begin < 0 && end > 0)) {
    return order(other.start, ours.end) < 0 && order(ours.start, other.end) < 0;
  }
  return part && begin >= 0 && end <= 0;
}

function order(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

/** A finding without its place: an edit elsewhere moves it. */
function essence(finding: Placed): string {
  return `${codeOf(finding)} ${finding.message.replace(/\d+/g, '#')}`;
}

/** What was found out about a file, to go by until others have looked at it again. */
export interface Decision {
  /** What each of the others had to say, wherever. */
  others: ReadonlyMap<string, string>;
  /** How many findings of a kind were left to one of them, by both. */
  left: ReadonlyMap<string, number>;
}

/**
 * Sorts out what others say. They look at a file later than asynclsp, or earlier:
 * while one of them says the same as before, what was left to it stays so
 * wherever it is by now, for else it would flicker at each line that is added.
 */
export function sift<D extends Placed>(ours: readonly D[], others: readonly Placed[], before?: Decision): { shown: D[]; decision: Decision } {
  const bySource = new Map<string, Placed[]>();
  for (const other of others) {
    const source = other.source ?? '';
    bySource.set(source, [...(bySource.get(source) ?? []), other]);
  }
  const said = new Map([...bySource].map(([source, all]) => [source, all.map(essence).sort().join('\n')]));
  const rest = new Map(before?.left);
  const left = new Map<string, number>();
  const leave = (source: string, finding: D) => {
    const key = `${source} ${essence(finding)}`;
    rest.set(key, (rest.get(key) ?? 0) - 1);
    left.set(key, (left.get(key) ?? 0) + 1);
  };
  const open = ours.filter((finding) => {
    const source = [...bySource].find(([, all]) => all.some((other) => repeats(finding, other)))?.[0];
    if (source !== undefined) {
      leave(source, finding);
    }
    return source === undefined;
  });
  const same = [...said].filter(([source, what]) => before?.others.get(source) === what).map(([source]) => source);
  const shown = open.filter((finding) => {
    const source = same.find((s) => (rest.get(`${s} ${essence(finding)}`) ?? 0) > 0);
    if (source !== undefined) {
      leave(source, finding);
    }
    return source === undefined;
  });
  for (const [key, count] of before?.left ?? []) {
    if (same.some((source) => key.startsWith(`${source} `))) {
      left.set(key, Math.max(count, left.get(key) ?? 0));
    }
  }
  return { shown, decision: { others: said, left } };
}
