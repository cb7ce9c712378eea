// Finds names in Python text, well enough for a debugger's conveniences.

export interface Name {
  name: string;
  line: number;
  column: number;
}

const keywords = new Set(
  ('False None True and as assert async await break class continue def del elif else except finally for from global if ' +
    'import in is lambda nonlocal not or pass raise return try while with yield _').split(' '),
);

const letter = /[\p{ID_Start}_]/u;
const wordAt = /[\p{ID_Start}_][\p{ID_Continue}]*/uy;

/**
 * The names that the lines read or bind: no attributes, no keywords, no
 * functions where they are called, no names of arguments, nothing within
 * strings and comments. `first` is the number of the first line.
 */
export function namesIn(lines: readonly string[], first = 0): Name[] {
  const out: Name[] = [];
  let quote = ''; // of the string that goes on over the end of the line
  lines.forEach((text, row) => {
    let at = 0;
    let previous = ''; // the last character that is no blank
    while (at < text.length) {
      if (quote !== '') {
        const end = endOfString(text, at, quote);
        at = end.next;
        quote = end.closed ? '' : quote;
        previous = '"';
        continue;
      }
      const c = text.charAt(at);
      if (c === '#') {
        break;
      }
      if (c === '"' || c === "'") {
        quote = text.startsWith(c.repeat(3), at) ? c.repeat(3) : c;
        at += quote.length;
        continue;
      }
      if (letter.test(c)) {
        wordAt.lastIndex = at;
        const word = wordAt.exec(text)?.[0] ?? c;
        const rest = text.slice(at + word.length);
        const isPrefix = /^["']/.test(rest) && /^[rbuft]{1,2}$/i.test(word);
        const read = !isPrefix && !keywords.has(word) && previous !== '.' && !/^\s*\(/.test(rest);
        if (read && !isArgument(text, at, rest)) {
          out.push({ name: word, line: first + row, column: at });
        }
        at += word.length;
        previous = 'a';
        continue;
      }
      if (/[0-9]/.test(c)) {
        at += /^[0-9][\w.]*/.exec(text.slice(at))?.[0].length ?? 1;
        previous = '0';
        continue;
      }
      if (c.trim() !== '') {
        previous = c;
      }
      at++;
    }
    if (quote.length === 1 && !text.endsWith('\\')) {
      quote = ''; // a plain string ends with its line
    }
  });
  return out;
}

/** Tells the argument in `call(name=value)` from `name = value`. */
function isArgument(text: string, at: number, rest: string): boolean {
  if (!/^\s*=(?!=)/.test(rest)) {
    return false;
  }
  let depth = 0;
  for (const c of text.slice(0, at)) {
    depth += '([{'.includes(c) ? 1 : ')]}'.includes(c) ? -1 : 0;
  }
  return depth > 0;
}

function endOfString(text: string, from: number, quote: string): { next: number; closed: boolean } {
  for (let i = from; i < text.length; i++) {
    if (text.charAt(i) === '\\') {
      i++;
    } else if (text.startsWith(quote, i)) {
      return { next: i + quote.length, closed: true };
    }
  }
  return { next: text.length, closed: false };
}

const definition = /^(\s*)(?:async\s+)?(def|class)\s+([\p{ID_Start}_][\p{ID_Continue}]*)/u;

/** The line on which the function begins that holds a line, if one does. */
export function functionStart(lines: readonly string[], line: number): number | undefined {
  let indent = indentOf(lines[line] ?? '') + (definition.test(lines[line] ?? '') ? 1 : 0);
  for (let i = line; i >= 0; i--) {
    const text = lines[i] ?? '';
    if (text.trim() === '' || text.trim().startsWith('#') || indentOf(text) >= indent) {
      continue;
    }
    indent = indentOf(text);
    if (definition.exec(text)?.[2] === 'def') {
      return i;
    }
  }
  return undefined;
}

/** The qualified name (`Class.method`, `outer.<locals>.inner`) of what is defined on a line. */
/** The last part of the name that a file has as a module. */
export function moduleOf(path: string): string {
  const parts = path.replace(/\.py$/, '').split(/[\\/]/);
  return parts.at(-1) === '__init__' ? (parts.at(-2) ?? '') : (parts.at(-1) ?? '');
}

export function qualifiedName(lines: readonly string[], line: number): string | undefined {
  const own = definition.exec(lines[line] ?? '');
  if (own === null) {
    return undefined;
  }
  let out = own[3] ?? '';
  let indent = own[1]?.length ?? 0;
  for (let i = line - 1; i >= 0 && indent > 0; i--) {
    const text = lines[i] ?? '';
    if (text.trim() === '' || text.trim().startsWith('#') || indentOf(text) >= indent) {
      continue;
    }
    indent = indentOf(text);
    const outer = definition.exec(text);
    if (outer !== null) {
      out = `${outer[3] ?? ''}${outer[2] === 'def' ? '.<locals>' : ''}.${out}`;
    }
  }
  return out;
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}
