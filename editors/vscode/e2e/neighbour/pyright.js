// The language server that Pylance is built on, as its extension runs it.
/* global PYRIGHT */
const { LanguageClient, TransportKind } = require('vscode-languageclient/node');
const vscode = require('vscode');

exports.startPyright = async (context) => {
  const run = { module: PYRIGHT, transport: TransportKind.ipc };
  const client = new LanguageClient('python', 'Pyright', { run, debug: run }, {
    documentSelector: [{ language: 'python', scheme: 'file' }],
  });
  await client.start();
  // Pyright alone colours nothing by meaning; Pylance does.
  const legend = new vscode.SemanticTokensLegend(['neighbourFunction']);
  context.subscriptions.push(
    client,
    vscode.languages.registerDocumentSemanticTokensProvider({ language: 'python' }, {
      provideDocumentSemanticTokens(document) {
        const tokens = new vscode.SemanticTokensBuilder(legend);
        for (const m of document.getText().matchAll(/\bdef (\w+)/g)) {
          const at = document.positionAt(m.index + 4);
          tokens.push(new vscode.Range(at, at.translate(0, m[1].length)), 'neighbourFunction');
        }
        return tokens.build();
      },
    }, legend),
  );
};
