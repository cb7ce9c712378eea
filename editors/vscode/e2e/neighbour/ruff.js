// Ruff's rules, fixes and formatter, as its extension shows them.
const ruff = require('@astral-sh/ruff-wasm-nodejs');
const vscode = require('vscode');

const rules = ['F', 'ASYNC', 'RUF006', 'RUF029', 'PLE0302', 'PLR1708'];

exports.startRuff = (context) => {
  const workspace = new ruff.Workspace({ lint: { preview: true, select: rules } }, ruff.PositionEncoding.Utf16);
  const findings = vscode.languages.createDiagnosticCollection('Ruff');
  const found = new Map();
  const range = (from, to) => new vscode.Range(from.row - 1, from.column - 1, to.row - 1, to.column - 1);
  const check = (document) => {
    if (document.languageId !== 'python' || document.uri.scheme !== 'file') {
      return;
    }
    const all = workspace.check(document.getText()).map((f) => {
      const finding = new vscode.Diagnostic(range(f.start_location, f.end_location), f.message, vscode.DiagnosticSeverity.Warning);
      finding.source = 'Ruff';
      finding.code = f.code;
      return { finding, fix: f.fix };
    });
    found.set(document.uri.toString(), all);
    findings.set(document.uri, all.map((f) => f.finding));
  };
  const forget = (document) => {
    found.delete(document.uri.toString());
    findings.delete(document.uri);
  };
  vscode.workspace.textDocuments.forEach(check);
  const python = { language: 'python', scheme: 'file' };
  context.subscriptions.push(
    findings,
    vscode.workspace.onDidOpenTextDocument(check),
    vscode.workspace.onDidChangeTextDocument((e) => check(e.document)),
    vscode.workspace.onDidCloseTextDocument(forget),
    vscode.languages.registerCodeActionsProvider(python, {
      provideCodeActions(document, where) {
        const here = (found.get(document.uri.toString()) ?? []).filter((f) => f.fix && f.finding.range.intersection(where));
        return here.map(({ finding, fix }) => {
          const action = new vscode.CodeAction(`Ruff (${finding.code}): ${fix.message}`, vscode.CodeActionKind.QuickFix);
          action.edit = new vscode.WorkspaceEdit();
          action.diagnostics = [finding];
          for (const e of fix.edits) {
            action.edit.replace(document.uri, range(e.location, e.end_location), e.content ?? '');
          }
          return action;
        });
      },
    }),
    vscode.languages.registerDocumentFormattingEditProvider(python, {
      provideDocumentFormattingEdits(document) {
        const all = new vscode.Range(document.positionAt(0), document.lineAt(document.lineCount - 1).range.end);
        return [vscode.TextEdit.replace(all, workspace.format(document.getText()))];
      },
    }),
  );
};
