// The story of a plain client: it is told of diagnostics, gets the edits of
// code actions at once, and shows neither Markdown nor nested symbols.
import * as lsp from "vscode-languageserver-protocol/node";

export async function push(s) {
  s.connection.onNotification(lsp.PublishDiagnosticsNotification.type, (p) => s.arrived("diagnostics", p));
  const told = async (doc) => {
    const p = await s.next("diagnostics", (p) => p.uri === doc.uri && p.version === doc.version);
    s.say(`diagnostics of ${s.name(p.uri)} version ${p.version}:`);
    for (const d of p.diagnostics) {
      s.say(`  ${s.finding(p.uri, d)}`);
      for (const r of d.relatedInformation ?? []) s.say(`    ${s.place(r.location.uri, r.location.range)}`);
    }
    return p.diagnostics;
  };
  s.connection.listen();

  const started = await s.request(lsp.InitializeRequest.type, {
    processId: process.pid,
    rootUri: s.uri(""),
    workspaceFolders: null,
    capabilities: { textDocument: { publishDiagnostics: { relatedInformation: true } } },
  });
  s.say(`${started.serverInfo.name} ${started.serverInfo.version}, columns in ${started.capabilities.positionEncoding}`);
  s.say(`pulls diagnostics: ${"diagnosticProvider" in started.capabilities}`);
  await s.notify(lsp.InitializedNotification.type, {});

  const app = await s.open("app.py");
  await told(app);

  s.say("# a change in the middle, and back");
  await s.type(app, "            break\n", "            print(page, \"ß🎈\")\n");
  await told(app);
  await s.type(app, "print(page, \"ß🎈\")", "break");
  const found = await told(app);

  s.say("# a quick fix, with its edit");
  const left = found.find((d) => d.code === "AG101");
  const actions = await s.request(
    lsp.CodeActionRequest.type,
    { textDocument: { uri: app.uri }, range: left.range, context: { diagnostics: [left] } },
    lsp.CodeAction,
  );
  for (const a of actions) s.say(`${a.kind}: ${a.title}${a.isPreferred ? " (preferred)" : ""}`);
  await s.apply(actions[0].edit);
  await told(app);

  s.say("# an error of syntax, while the user types");
  await s.type(app, "    return rest\n", "    return (rest\n");
  await told(app);
  await s.type(app, "    return (rest\n", "    return rest\n");
  await told(app);

  s.say("# plain text, flat symbols");
  const hover = await s.request(
    lsp.HoverRequest.type,
    { textDocument: { uri: app.uri }, position: s.at(app, "await fi|rst(session)") },
    lsp.Hover,
  );
  s.say(`hover in ${hover.contents.kind}: ${hover.contents.value.split("\n")[0]}`);
  const symbols = await s.request(lsp.DocumentSymbolRequest.type, { textDocument: { uri: app.uri } });
  for (const x of symbols) s.say(`symbol ${x.name}${x.containerName ? ` in ${x.containerName}` : ""}: kind ${x.kind}, ${s.place(x.location.uri, x.location.range)}`);

  s.say("# what the server does not do is an error, and no more");
  for (const [type, params] of [
    [lsp.RenameRequest.type, { textDocument: { uri: app.uri }, position: { line: 0, character: 0 }, newName: "x" }],
    [lsp.HoverRequest.type, {}],
  ]) {
    await s.connection.sendRequest(type, params).then(
      () => s.say(`${type.method}: answered`),
      (e) => s.say(`${type.method}: ${e.code}`),
    );
  }

  s.say("# closed");
  await s.close(app);
  const gone = await s.next("diagnostics", (p) => p.uri === app.uri);
  s.say(`diagnostics of app.py: ${gone.diagnostics.length}`);
  await s.stop();
}
