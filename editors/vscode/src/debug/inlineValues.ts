// Values beside the lines of the stopped function.

import * as vscode from 'vscode';
import { boundIn, valuesBeside } from './bound';

export class InlineValues implements vscode.InlineValuesProvider {
  async provideInlineValues(
    document: vscode.TextDocument,
    view: vscode.Range,
    context: vscode.InlineValueContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlineValue[]> {
    const session = vscode.debug.activeDebugSession;
    if (session === undefined) {
      return [];
    }
    let bound;
    try {
      bound = await boundIn(
        context.frameId,
        (command, args) => session.customRequest(command, args),
        () => token.isCancellationRequested,
      );
    } catch {
      return []; // the program went on meanwhile: the frame is no more
    }
    const lines = document.getText().split(/\r\n|\r|\n/);
    const stopped = context.stoppedLocation.end.line;
    return valuesBeside(lines, view.start.line, view.end.line, stopped, bound).map(
      ({ line, column, length, text }) => new vscode.InlineValueText(new vscode.Range(line, column, line, column + length), text),
    );
  }
}
