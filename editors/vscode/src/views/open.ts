// Opens the places that asyncdap names.

import * as vscode from 'vscode';
import type { Program } from './programs';
import type { Place } from './protocol';
import { fileOf } from './taskTree';

/** Shows a place in the editor; sources without a file come from the debugger. */
export async function openPlace(program: Program | undefined, place: Place): Promise<void> {
  const { source } = place;
  if (source === undefined) {
    void vscode.window.showInformationMessage('There is no Python source for this.');
    return;
  }
  const file = (source.sourceReference ?? 0) === 0 ? fileOf(source.path ?? '') : undefined;
  const uri = file === undefined ? vscode.debug.asDebugSourceUri(source, program?.session) : vscode.Uri.file(file);
  const document = await vscode.workspace.openTextDocument(uri);
  const line = Math.max(0, (place.line ?? 1) - 1);
  const editor = await vscode.window.showTextDocument(document, { preserveFocus: false });
  const range = document.lineAt(Math.min(line, document.lineCount - 1)).range;
  editor.selection = new vscode.Selection(range.start, range.start);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
