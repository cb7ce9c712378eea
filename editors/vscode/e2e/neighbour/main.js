// Another Python extension, as far as ours may get in its way: a language
// server's findings, hovers, lenses, symbols, definitions and formatting, a
// debugger for Python files, and a key.
const vscode = require('vscode');

exports.activate = (context) => {
  const python = { language: 'python', scheme: 'file' };
  const findings = vscode.languages.createDiagnosticCollection('neighbour');
  const inLoop = (document) => {
    for (let i = 0; i < document.lineCount; i++) {
      if (/^\s+async for name in /.test(document.lineAt(i).text)) {
        return document.lineAt(i).range;
      }
    }
    return undefined;
  };
  const check = (document) => {
    const range = document.languageId === 'python' && inLoop(document);
    if (range) {
      const finding = new vscode.Diagnostic(range, 'the neighbour has something to say', vscode.DiagnosticSeverity.Warning);
      finding.source = 'Neighbour';
      findings.set(document.uri, [finding]);
    }
  };
  vscode.workspace.textDocuments.forEach(check);
  const functions = (document) => [...document.getText().matchAll(/^ *(?:async )?def (\w+)/gm)].map((m) => {
    const at = document.positionAt(m.index + m[0].length - m[1].length);
    return { name: m[1], range: new vscode.Range(at, at.translate(0, m[1].length)) };
  });
  context.subscriptions.push(
    findings,
    vscode.workspace.onDidOpenTextDocument(check),
    vscode.workspace.onDidChangeTextDocument((e) => check(e.document)),
    vscode.languages.registerDocumentSymbolProvider(python, {
      provideDocumentSymbols: (document) => functions(document).map((f) =>
        new vscode.DocumentSymbol(f.name, 'neighbour', vscode.SymbolKind.Function, f.range, f.range)),
    }),
    vscode.languages.registerDefinitionProvider(python, {
      provideDefinition: (document, position) => {
        const word = document.getText(document.getWordRangeAtPosition(position));
        return functions(document).filter((f) => f.name === word).map((f) => new vscode.Location(document.uri, f.range));
      },
    }),
    vscode.languages.registerHoverProvider(python, {
      provideHover: () => new vscode.Hover('the neighbour tells'),
    }),
    vscode.languages.registerDocumentFormattingEditProvider(python, {
      provideDocumentFormattingEdits: (document) => [
        vscode.TextEdit.insert(document.lineAt(document.lineCount - 1).range.end, '# formatted by the neighbour\n'),
      ],
    }),
    vscode.commands.registerCommand('neighbour.key', () => vscode.window.showInformationMessage('the neighbour has the key')),
    vscode.debug.registerDebugConfigurationProvider('neighbour', {
      resolveDebugConfiguration: (_, given) =>
        given.type ? given : { type: 'neighbour', name: 'neighbour', request: 'launch', program: '${file}' },
    }),
    vscode.debug.registerDebugAdapterDescriptorFactory('neighbour', {
      createDebugAdapterDescriptor: () => new vscode.DebugAdapterInlineImplementation(adapter()),
    }),
  );
};

/** Runs nothing: says so, and stays until it is ended. */
function adapter() {
  const sent = new vscode.EventEmitter();
  let seq = 0;
  const tell = (event, body = {}) => sent.fire({ seq: ++seq, type: 'event', event, body });
  return {
    onDidSendMessage: sent.event,
    dispose: () => sent.dispose(),
    handleMessage(m) {
      const body = m.command === 'threads' ? { threads: [{ id: 1, name: 'the neighbour thread' }] } : {};
      sent.fire({ seq: ++seq, type: 'response', request_seq: m.seq, command: m.command, success: true, body });
      if (m.command === 'initialize') {
        tell('initialized');
      }
      if (m.command === 'launch') {
        tell('output', { category: 'console', output: 'the neighbour debugs\n' });
      }
      if (m.command === 'disconnect' || m.command === 'terminate') {
        tell('terminated');
      }
    },
  };
}
