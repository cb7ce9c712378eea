// Other Python extensions, as far as ours may get in their way: pyright's
// language server and Ruff, a debugger for Python files, and a key.
const { writeFileSync } = require('node:fs');
const vscode = require('vscode');
const { startPyright } = require('./pyright');
const { startRuff } = require('./ruff');

exports.activate = (context) => {
  startRuff(context);
  context.subscriptions.push(
    vscode.languages.onDidChangeDiagnostics(({ uris }) => uris.forEach(count)),
    vscode.commands.registerCommand('neighbour.key', () => vscode.window.showInformationMessage('the neighbour has the key')),
    vscode.commands.registerCommand('neighbour.report', report),
    vscode.debug.registerDebugConfigurationProvider('neighbour', {
      resolveDebugConfiguration: (_, given) =>
        given.type ? given : { type: 'neighbour', name: 'neighbour', request: 'launch', program: '${file}' },
    }),
    vscode.debug.registerDebugAdapterDescriptorFactory('neighbour', {
      createDebugAdapterDescriptor: () => new vscode.DebugAdapterInlineImplementation(adapter()),
    }),
  );
  return startPyright(context);
};

/** How many findings of asynclsp each file had at most, since the last report. */
const most = new Map();

function count(uri) {
  const ours = vscode.languages.getDiagnostics(uri).filter((d) => d.source === 'asynclsp');
  if (ours.length > (most.get(uri.toString())?.length ?? -1)) {
    most.set(uri.toString(), ours.map((d) => `${d.range.start.line + 1} ${d.code?.value ?? d.code}`));
  }
}

/** Writes down what the editor shows of the open file, for the test. */
async function report() {
  const { document } = vscode.window.activeTextEditor;
  const legend = await vscode.commands.executeCommand('vscode.provideDocumentSemanticTokensLegend', document.uri);
  const findings = vscode.languages.getDiagnostics(document.uri).map((d) => ({
    source: d.source,
    code: String(d.code?.value ?? d.code),
    line: d.range.start.line + 1,
    message: d.message,
  }));
  const folder = vscode.workspace.getWorkspaceFolder(document.uri).uri.fsPath;
  writeFileSync(`${folder}/report.json`, JSON.stringify({ findings, most: most.get(document.uri.toString()), tokens: legend?.tokenTypes }));
  most.clear();
  count(document.uri);
}

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
