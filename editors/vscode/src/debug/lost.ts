// Where checker and debugger meet: a finding about an async generator that may
// be left open offers to run the program and stop when that happens.

import * as vscode from 'vscode';
import { codeOf } from '../lsp/same';
import { qualifiedName } from './names';
import { startFile } from './provider';

/** The rules that say that a generator may be left open. */
const rules = /^AG10[1-69]$/;

export const lostCommand = 'asyncdap.debugLost';

interface Lost {
  /** The file to run. */
  program: string;
  /** Generators by their qualified names. */
  functions: string[];
}

export class LostGenerators implements vscode.CodeActionProvider {
  static readonly kinds = [vscode.CodeActionKind.QuickFix];

  async provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const findings = context.diagnostics.filter((d) => d.source === 'asynclsp' && rules.test(codeOf(d)));
    if (findings.length === 0 || document.uri.scheme !== 'file') {
      return [];
    }
    const functions = new Set<string>();
    for (const finding of findings) {
      const name = await generatorOf(finding);
      if (name !== undefined) {
        functions.add(name);
      }
    }
    const action = new vscode.CodeAction('Debug: stop when it is lost', vscode.CodeActionKind.QuickFix);
    action.diagnostics = findings;
    const lost: Lost = { program: document.uri.fsPath, functions: [...functions] };
    action.command = { command: lostCommand, title: action.title, arguments: [lost] };
    return [action];
  }
}

/** The finding tells where its generator is defined. */
async function generatorOf(finding: vscode.Diagnostic): Promise<string | undefined> {
  for (const related of finding.relatedInformation ?? []) {
    if (!related.message.includes('is defined here')) {
      continue;
    }
    const document = await vscode.workspace.openTextDocument(related.location.uri);
    const name = qualifiedName(document.getText().split(/\r\n|\r|\n/), related.location.range.start.line);
    if (name !== undefined) {
      return name;
    }
  }
  return undefined;
}

/** Sets the breakpoints and starts the program. */
export async function debugLost(lost: Lost): Promise<void> {
  const known = new Set(
    vscode.debug.breakpoints.map((b) => (b instanceof vscode.FunctionBreakpoint ? b.functionName : '')),
  );
  const missing = lost.functions.filter((name) => !known.has(name));
  vscode.debug.addBreakpoints(missing.map((name) => new vscode.FunctionBreakpoint(name)));
  const document = vscode.workspace.textDocuments.find((d) => d.uri.fsPath === lost.program);
  await document?.save();
  await startFile(vscode.Uri.file(lost.program), false, { exceptionFilters: ['unclosedAsyncGen'] });
}
