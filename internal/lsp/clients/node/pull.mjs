// The story of a client that can do what today's editors can: it pulls
// diagnostics, is asked for settings, resolves, and shows progress.
import { rmSync, writeFileSync } from "node:fs";
import * as lsp from "vscode-languageserver-protocol/node";

const capabilities = {
  general: { positionEncodings: ["utf-16"] },
  window: { workDoneProgress: true },
  workspace: {
    applyEdit: true,
    configuration: true,
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true },
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    diagnostics: { refreshSupport: true },
  },
  textDocument: {
    diagnostic: { dynamicRegistration: true, relatedInformation: true, relatedDocumentSupport: true },
    publishDiagnostics: { relatedInformation: true },
    codeAction: {
      dataSupport: true,
      isPreferredSupport: true,
      resolveSupport: { properties: ["edit"] },
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["", "quickfix", "source", "source.fixAll"] } },
    },
    hover: { contentFormat: ["markdown", "plaintext"] },
    definition: { linkSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    foldingRange: { lineFoldingOnly: true },
    semanticTokens: {
      requests: { range: true, full: { delta: true } },
      tokenTypes: ["function", "method", "keyword"],
      tokenModifiers: ["async", "declaration"],
      formats: ["relative"],
    },
  },
};

export async function pull(s) {
  const settings = { asynclsp: {} };
  const { connection } = s;
  connection.onRequest(lsp.ConfigurationRequest.type, (p) => {
    s.arrived("question", p.items.map((i) => i.section));
    return p.items.map((i) => settings[i.section] ?? null);
  });
  connection.onRequest(lsp.RegistrationRequest.type, (p) => s.arrived("registration", p.registrations) ?? null);
  connection.onRequest(lsp.WorkDoneProgressCreateRequest.type, (p) => {
    connection.onProgress(lsp.WorkDoneProgress.type, p.token, (v) => s.arrived("progress", v));
    return null;
  });
  connection.onRequest(lsp.DiagnosticRefreshRequest.type, () => s.arrived("refresh") ?? null);
  connection.onRequest(lsp.ApplyWorkspaceEditRequest.type, async (p) => {
    s.say(`the server asks: ${p.label}`);
    await s.apply(p.edit);
    return { applied: true };
  });
  connection.onNotification(lsp.PublishDiagnosticsNotification.type, (p) => s.say(`pushed, too: ${p.uri}`));
  connection.listen();

  const started = await s.request(lsp.InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: [{ uri: s.uri(""), name: "feeds" }],
    initializationOptions: { showReferences: true },
    capabilities,
  });
  for (const name of Object.keys(started.capabilities).sort()) s.say(`can ${name}`);
  await s.notify(lsp.InitializedNotification.type, {});
  for (const r of (await s.next("registration")).sort((a, b) => (a.method < b.method ? -1 : 1))) {
    s.say(`registers ${r.method} ${JSON.stringify(r.registerOptions)}`);
  }
  s.say(`is asked for settings: ${await s.next("question")}`);
  await s.next("refresh"); // because they came after the first snapshot
  const begin = await s.next("progress", (v) => v.kind === "begin");
  const end = await s.next("progress", (v) => v.kind === "end");
  s.say(`progress: ${begin.title}, ${end.message}`);

  const app = await s.open("app.py");
  const feed = await s.open("feed.py");
  await diagnostics(s, app);
  await settingsChange(s, app, settings);
  await fixes(s, app);
  await reading(s, app, feed);
  await tokens(s, app, started.capabilities.semanticTokensProvider.legend);
  await hierarchy(s, app, feed);
  await trace(s, app);
  await s.stop();
}

// ask pulls the diagnostics of a document, and returns the report.
async function ask(s, doc, previousResultId) {
  const report = await s.request(lsp.DocumentDiagnosticRequest.type, { textDocument: { uri: doc.uri }, previousResultId });
  s.say(`${s.name(doc.uri)} version ${doc.version}: ${report.kind}`);
  for (const d of report.items ?? []) s.say(`  ${s.finding(doc.uri, d)}`);
  return report;
}

// askAll pulls those of the workspace, in parts.
async function askAll(s, previousResultIds) {
  const token = "parts";
  const parts = [];
  const listener = s.connection.onProgress(lsp.WorkspaceDiagnosticRequest.partialResult, token, (p) => parts.push(...p.items));
  const last = await s.request(lsp.WorkspaceDiagnosticRequest.type, { previousResultIds, partialResultToken: token });
  listener.dispose();
  const reports = [...parts, ...last.items].sort((a, b) => (a.uri < b.uri ? -1 : 1));
  s.say(`workspace, the last part with ${last.items.length} of ${reports.length} files`);
  for (const r of reports) {
    const codes = r.items ? `: ${r.items.map((d) => d.code).join(" ")}` : "";
    s.say(`  ${s.name(r.uri)} version ${r.version}: ${r.kind}${codes}`);
  }
  return reports.map((r) => ({ uri: r.uri, value: r.resultId }));
}

async function diagnostics(s, app) {
  s.say("# pulled diagnostics");
  const first = await ask(s, app);
  await ask(s, app, first.resultId);
  const known = await askAll(s, []);
  await askAll(s, known);

  s.say("# a file that another program writes, and deletes");
  const extra = `${s.root}/extra.py`;
  const changed = (type) =>
    s.notify(lsp.DidChangeWatchedFilesNotification.type, { changes: [{ uri: s.uri("extra.py"), type }] });
  writeFileSync(extra, "from feed import pages\n\nasync def main(s):\n    await pages(s)\n");
  await changed(lsp.FileChangeType.Created);
  await s.next("refresh");
  const more = await askAll(s, known);
  rmSync(extra);
  await changed(lsp.FileChangeType.Deleted);
  await s.next("refresh");
  await askAll(s, more);
}

async function settingsChange(s, app, settings) {
  s.say("# other settings, and back");
  for (const now of [{ ignore: ["AW"], minSeverity: "warning" }, {}]) {
    settings.asynclsp = now;
    await s.notify(lsp.DidChangeConfigurationNotification.type, { settings: null });
    await s.next("question");
    await s.next("refresh");
    await ask(s, app);
  }
}

async function fixes(s, app) {
  s.say("# a quick fix, resolved");
  const report = await ask(s, app);
  const left = report.items.find((d) => d.code === "AG101");
  const actionsAt = (range, found, only) =>
    // Unresolved, they are not yet what the guard of the packages takes.
    s.request(lsp.CodeActionRequest.type, {
      textDocument: { uri: app.uri },
      range,
      context: { diagnostics: found, only, triggerKind: 1 },
    });
  const actions = await actionsAt(left.range, [left], ["quickfix"]);
  for (const a of actions) s.say(`${a.kind}: ${a.title}${a.isPreferred ? " (preferred)" : ""}, edit at once: ${"edit" in a}`);
  const wrap = await s.request(lsp.CodeActionResolveRequest.type, actions.find((a) => a.isPreferred), lsp.CodeAction);
  await s.apply(wrap.edit);
  await ask(s, app, report.resultId);

  s.say("# the same action, about a text that is no more");
  await s.connection.sendRequest(lsp.CodeActionResolveRequest.type, actions[0]).then(
    () => s.say("resolved"),
    (e) => s.say(`error ${e.code}`),
  );

  s.say("# all fixes");
  const [all] = await actionsAt(s.whole(app), [], ["source.fixAll"]);
  s.say(`${all.kind}: ${all.title}`);
  const before = app.getText();
  await s.apply((await s.request(lsp.CodeActionResolveRequest.type, all, lsp.CodeAction)).edit);
  await ask(s, app);
  s.say(`more to fix: ${(await actionsAt(s.whole(app), [], ["source.fixAll"])).length}`);

  s.say("# the same by command");
  await s.change(app, [{ text: before }]);
  const command = { command: "asynclsp.fixAll", arguments: [app.uri] };
  s.say(`answer: ${await s.request(lsp.ExecuteCommandRequest.type, command)}`);
  await ask(s, app);
  await s.save(app);
}

async function reading(s, app, feed) {
  const at = (doc, marked) => ({ textDocument: { uri: doc.uri }, position: s.at(doc, marked) });
  const the = (doc) => ({ textDocument: { uri: doc.uri } });

  s.say("# hover");
  for (const marked of ["|pages(session, ", "aw|ait first(session)", "rest = aw|ait", "__aw|ait__"]) {
    const h = await s.request(lsp.HoverRequest.type, at(app, marked), lsp.Hover);
    s.say(`${s.place(app.uri, h.range)} in ${h.contents.kind}`);
    for (const line of h.contents.value.split("\n")) s.say(`  | ${line}`.trimEnd());
  }
  s.say(`on nothing: ${await s.request(lsp.HoverRequest.type, at(app, "\n|\n"))}`);

  s.say("# definition, references, highlights");
  const got = await s.request(lsp.DefinitionRequest.type, at(app, "session.g|et(\"é\""));
  for (const l of got) {
    if (!lsp.LocationLink.is(l)) s.say(`malformed link ${JSON.stringify(l)}`);
    s.say(`${s.place(app.uri, l.originSelectionRange)} -> ${s.place(l.targetUri, l.targetSelectionRange)}`);
  }
  const uses = await s.request(
    lsp.ReferencesRequest.type,
    { ...at(feed, "async def p|ages"), context: { includeDeclaration: true } },
    lsp.Location,
  );
  for (const l of uses) s.say(`reference ${s.place(l.uri, l.range)}`);
  const lights = await s.request(lsp.DocumentHighlightRequest.type, at(app, "r|est = await"));
  for (const h of lights) s.say(`highlight ${h.kind} ${s.place(app.uri, h.range)}`);

  s.say("# symbols");
  const tree = (list, indent) => {
    for (const x of list) {
      s.say(`${indent}${x.name}: kind ${x.kind}, ${s.place(feed.uri, x.selectionRange)}`);
      tree(x.children ?? [], indent + "  ");
    }
  };
  tree(await s.request(lsp.DocumentSymbolRequest.type, the(feed), lsp.DocumentSymbol), "");
  const named = await s.request(lsp.WorkspaceSymbolRequest.type, { query: "pgs" });
  for (const x of named) s.say(`pgs: ${x.name} ${s.place(x.location.uri, x.location.range)}`);

  s.say("# folding, selection, links");
  const folds = await s.request(lsp.FoldingRangeRequest.type, the(app), lsp.FoldingRange);
  for (const f of folds) s.say(`fold ${f.startLine}-${f.endLine} ${f.kind ?? ""}`.trimEnd());
  const [selection] = await s.request(
    lsp.SelectionRangeRequest.type,
    { ...the(app), positions: [s.at(app, "session.g|et(\"é\"")] },
    lsp.SelectionRange,
  );
  for (let r = selection; r; r = r.parent) s.say(`select ${s.place(app.uri, r.range)}`);
  const links = await s.request(lsp.DocumentLinkRequest.type, the(app), lsp.DocumentLink);
  for (const l of links) s.say(`link ${s.place(app.uri, l.range)} -> ${l.target.split("/").at(-1)}`);

  s.say("# inlay hints");
  const hints = await s.request(lsp.InlayHintRequest.type, { ...the(app), range: s.whole(app) }, lsp.InlayHint);
  for (const h of hints) s.say(`hint ${h.position.line}:${h.position.character} ${JSON.stringify(h.label)} kind ${h.kind}`);

  }

async function tokens(s, app, legend) {
  s.say("# semantic tokens");
  const show = (data) => {
    let line = 0;
    let character = 0;
    for (let i = 0; i < data.length; i += 5) {
      const [down, right, length, type, bits] = data.slice(i, i + 5);
      character = down ? right : character + right;
      line += down;
      const range = { start: { line, character }, end: { line, character: character + length } };
      const marks = legend.tokenModifiers.filter((_, n) => bits & (1 << n)).join(" ");
      s.say(`${s.place(app.uri, range)} ${legend.tokenTypes[type]}: ${marks}`);
    }
  };
  const textDocument = { uri: app.uri };
  const full = await s.request(lsp.SemanticTokensRequest.type, { textDocument }, lsp.SemanticTokens);
  show(full.data);
  const range = s.rangeOf(app, "rest = await session");
  const part = await s.request(lsp.SemanticTokensRangeRequest.type, { textDocument, range }, lsp.SemanticTokens);
  s.say(`in the range: ${part.data.length / 5}`);

  await s.type(app, "async def each", "\nasync def each");
  const delta = await s.request(lsp.SemanticTokensDeltaRequest.type, { textDocument, previousResultId: full.resultId });
  const patched = [...full.data];
  for (const e of delta.edits) patched.splice(e.start, e.deleteCount, ...(e.data ?? []));
  const anew = await s.request(lsp.SemanticTokensRequest.type, { textDocument }, lsp.SemanticTokens);
  s.say(`a line later: ${delta.edits.length} edit, same as anew: ${`${patched}` === `${anew.data}`}`);
  await s.type(app, "\nasync def each", "async def each");
}

async function hierarchy(s, app, feed) {
  s.say("# code lenses");
  const lenses = await s.request(lsp.CodeLensRequest.type, { textDocument: { uri: feed.uri } }, lsp.CodeLens);
  for (const l of lenses) {
    const { command, range } = await s.request(lsp.CodeLensResolveRequest.type, l, lsp.CodeLens);
    const places = command.arguments?.[2] ?? [];
    s.say(`${s.place(feed.uri, range)}, at once: ${"command" in l}: ${command.title} (${command.command})`);
    for (const p of places) s.say(`  ${s.place(p.uri, p.range)}`);
  }

  s.say("# call hierarchy");
  const [item] = await s.request(lsp.CallHierarchyPrepareRequest.type, {
    textDocument: { uri: app.uri },
    position: s.at(app, "await fi|rst(session)"),
  });
  s.say(`${item.name}: ${item.detail}, ${s.place(item.uri, item.selectionRange)}`);
  for (const c of await s.request(lsp.CallHierarchyIncomingCallsRequest.type, { item })) {
    s.say(`from ${c.from.name}: ${c.from.detail}, ${c.fromRanges.map((r) => s.place(c.from.uri, r))}`);
  }
  for (const c of await s.request(lsp.CallHierarchyOutgoingCallsRequest.type, { item })) {
    s.say(`to ${c.to.name}: ${c.to.detail}, ${c.fromRanges.map((r) => s.place(item.uri, r))}`);
  }
}

async function trace(s, app) {
  s.say("# trace");
  const tracer = { log: (message) => s.arrived("trace", message) };
  await s.connection.trace(lsp.Trace.Messages, tracer, { sendNotification: true });
  await s.request(lsp.FoldingRangeRequest.type, { textDocument: { uri: app.uri } });
  for (const beginning of ["Received textDocument/foldingRange", "Handled textDocument/foldingRange"]) {
    await s.next("trace", (m) => m.startsWith(beginning));
    s.say(beginning);
  }
  await s.connection.trace(lsp.Trace.Off, tracer, { sendNotification: true });
}
