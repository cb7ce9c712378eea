// Values beside the lines of the stopped function.

import * as vscode from 'vscode';
import { functionStart, namesIn } from './names';

export class InlineValues implements vscode.InlineValuesProvider {
  provideInlineValues(
    document: vscode.TextDocument,
    view: vscode.Range,
    context: vscode.InlineValueContext,
  ): vscode.InlineValue[] {
    const stopped = context.stoppedLocation.end.line;
    const lines = document.getText().split(/\r\n|\r|\n/);
    // From the function's beginning on, in sight or not: a string may begin above.
    const from = functionStart(lines, stopped) ?? Math.min(view.start.line, stopped);
    const seen = new Set<string>();
    const out: vscode.InlineValue[] = [];
    for (const { name, line, column } of namesIn(lines.slice(from, stopped + 1), from)) {
      const key = `${String(line)} ${name}`;
      if (line < view.start.line || line > view.end.line || seen.has(key)) {
        continue;
      }
      seen.add(key);
      out.push(new vscode.InlineValueVariableLookup(new vscode.Range(line, column, line, column + name.length), name, true));
    }
    return out;
  }
}
