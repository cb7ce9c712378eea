// Findings on their way from the server to the editor.

import { codeOf } from './same';
import { levelOf, type Level } from './severities';

/** A finding as the editor has it, or as the protocol does. */
export interface Finding {
  code?: string | number | { value: string | number } | undefined;
  severity?: number | undefined;
}

export type Numbers = Readonly<Record<Exclude<Level, 'off'>, number>>;

/** What the user chose to see of the findings. */
export interface Wishes {
  severities: Readonly<Record<string, unknown>>;
  syntaxErrors: boolean;
}

/** What a pull of the workspace says of one file; one without items has not changed. */
export interface FileReport<D> {
  kind: string;
  items?: D[];
}

const inEditor: Numbers = { error: 0, warning: 1, information: 2, hint: 3 };
const inProtocol: Numbers = { error: 1, warning: 2, information: 3, hint: 4 };

function nameOf(finding: Finding): string | undefined {
  const data = (finding as { data?: { name?: unknown } | null }).data; // the editor's type does not tell of it
  return typeof data?.name === 'string' ? data.name : undefined;
}

/** Applies the user's severities, and drops what others show. */
export function adjust<D extends Finding>(findings: readonly D[], wishes: Wishes, numbers: Numbers = inEditor): D[] {
  return findings.filter((finding) => {
    const code = codeOf(finding);
    if (code === 'SY001' && !wishes.syntaxErrors) {
      return false;
    }
    const level = levelOf({ code, name: nameOf(finding) }, wishes.severities);
    if (level === 'off') {
      return false;
    }
    if (level !== undefined) {
      finding.severity = numbers[level];
    }
    return true;
  });
}

/** Does the same to what the server answers, or a part of it, when it is asked for the whole workspace. */
export function adjustWorkspace<D extends Finding>(files: readonly FileReport<D>[], wishes: Wishes): void {
  for (const file of files) {
    if (file.items !== undefined) {
      file.items = adjust(file.items, wishes, inProtocol);
    }
  }
}
