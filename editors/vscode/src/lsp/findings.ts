// Diagnostics on their way from the server to the editor.

import * as vscode from 'vscode';
import { levelOf, type Level } from './severities';

const severities: Record<Exclude<Level, 'off'>, vscode.DiagnosticSeverity> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** The rule of a finding: its code may come with a link. */
export function codeOf(finding: vscode.Diagnostic): string {
  const code = typeof finding.code === 'object' ? finding.code.value : finding.code;
  return String(code ?? '');
}

function nameOf(finding: vscode.Diagnostic): string | undefined {
  const data = (finding as { data?: { name?: unknown } }).data; // set by the language client
  return typeof data?.name === 'string' ? data.name : undefined;
}

/** Applies the user's severities, and drops what others show. */
export function adjust<D extends vscode.Diagnostic>(
  findings: readonly D[],
  entries: Readonly<Record<string, unknown>>,
  syntaxErrors: boolean,
): D[] {
  return findings.filter((finding) => {
    const code = codeOf(finding);
    if (code === 'SY001' && !syntaxErrors) {
      return false;
    }
    const level = levelOf({ code, name: nameOf(finding) }, entries);
    if (level === 'off') {
      return false;
    }
    if (level !== undefined) {
      finding.severity = severities[level];
    }
    return true;
  });
}
