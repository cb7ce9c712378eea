// A session with a language server, and the transcript of what it shows.
// Messages, types and edits are in the hands of the packages; this file only
// starts the server and writes down what arrives.
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { pathToFileURL } from "node:url";
import * as lsp from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";

// How long the server may take for anything at all.
const patience = 20_000;

// within fails where the server stays silent: a hang must have a name.
export function within(what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing within ${patience} ms`)), patience);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

export class Session {
  // target is {listen: "host:port"} or {command: [program, ...arguments]}.
  static async start(target, root) {
    const s = new Session(root);
    const [reader, writer] = await s.#reach(target);
    s.connection = lsp.createProtocolConnection(reader, writer, {
      error: (m) => s.say(`protocol error: ${m}`),
      warn: (m) => s.say(`protocol warning: ${m}`),
      info() {},
      log() {},
    });
    s.connection.onError(([e]) => s.say(`connection error: ${e.message}`));
    s.connection.onUnhandledNotification((n) => s.say(`unexpected notification ${n.method}`));
    return s;
  }

  constructor(root) {
    this.root = root;
    this.documents = new Map();
    this.arrivals = []; // of messages that someone may wait for
    this.waiters = [];
  }

  async #reach(target) {
    if (target.listen) {
      const [, host, port] = /^(.*):(\d+)$/.exec(target.listen);
      const socket = createConnection({ host, port: Number(port) });
      await within("connecting", new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject)));
      this.ended = new Promise((resolve) => socket.once("close", () => resolve("the server is gone")));
      return [new lsp.SocketMessageReader(socket), new lsp.SocketMessageWriter(socket)];
    }
    const child = spawn(target.command[0], target.command.slice(1), { stdio: ["pipe", "pipe", "inherit"] });
    this.ended = new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", (code, signal) =>
        resolve(code === 0 ? "the server is gone" : `the server ended with status ${code}, signal ${signal}`),
      );
    });
    this.kill = () => child.kill("SIGKILL");
    return [new lsp.StreamMessageReader(child.stdout), new lsp.StreamMessageWriter(child.stdin)];
  }

  say(line) {
    process.stdout.write(line + "\n");
  }

  uri(name) {
    return pathToFileURL(`${this.root}/${name}`).href;
  }

  name(uri) {
    const top = this.uri("");
    return uri.startsWith(top) ? uri.slice(top.length) : uri;
  }

  // request asks, and holds the answer against the type guard that the packages
  // have for it, item by item.
  async request(type, params, guard) {
    const dead = this.ended.then((how) => {
      throw new Error(`${type.method}: ${how}`);
    });
    const answer = await within(type.method, Promise.race([this.connection.sendRequest(type, params), dead]));
    if (guard) {
      for (const item of Array.isArray(answer) ? answer : [answer]) {
        if (!guard.is(item)) this.say(`${type.method}: malformed ${JSON.stringify(item)}`);
      }
    }
    return answer;
  }

  notify(type, params) {
    return this.connection.sendNotification(type, params);
  }

  // arrived and next hand a message from its handler to the story.
  arrived(kind, value) {
    this.arrivals.push({ kind, value });
    this.waiters = this.waiters.filter((check) => !check());
  }

  next(kind, fits = () => true) {
    const taken = new Promise((resolve) => {
      const check = () => {
        const i = this.arrivals.findIndex((a) => a.kind === kind && fits(a.value));
        if (i < 0) return false;
        resolve(this.arrivals.splice(i, 1)[0].value);
        return true;
      };
      if (!check()) this.waiters.push(check);
    });
    return within(kind, taken);
  }

  // open opens a file of the workspace as an editor does.
  async open(name) {
    const text = readFileSync(`${this.root}/${name}`, "utf8");
    const doc = TextDocument.create(this.uri(name), "python", 1, text);
    this.documents.set(doc.uri, doc);
    await this.notify(lsp.DidOpenTextDocumentNotification.type, {
      textDocument: { uri: doc.uri, languageId: "python", version: 1, text },
    });
    return doc;
  }

  async save(doc) {
    writeFileSync(new URL(doc.uri), doc.getText());
    await this.notify(lsp.DidSaveTextDocumentNotification.type, { textDocument: { uri: doc.uri } });
  }

  async close(doc) {
    this.documents.delete(doc.uri);
    await this.notify(lsp.DidCloseTextDocumentNotification.type, { textDocument: { uri: doc.uri } });
  }

  // type replaces what occurs once in a document, by an incremental change.
  type(doc, before, after) {
    return this.change(doc, [{ range: this.rangeOf(doc, before), text: after }]);
  }

  async change(doc, contentChanges) {
    TextDocument.update(doc, contentChanges, doc.version + 1);
    await this.notify(lsp.DidChangeTextDocumentNotification.type, {
      textDocument: { uri: doc.uri, version: doc.version },
      contentChanges,
    });
  }

  // apply makes a workspace edit, and says which lines it takes and gives.
  async apply(edit) {
    if (!lsp.WorkspaceEdit.is(edit)) this.say(`malformed edit ${JSON.stringify(edit)}`);
    const changes = edit.documentChanges
      ? edit.documentChanges.map((c) => [c.textDocument.uri, c.edits, c.textDocument.version])
      : Object.entries(edit.changes).map(([uri, edits]) => [uri, edits, null]);
    for (const [uri, edits, version] of changes) {
      const doc = this.documents.get(uri);
      if (!doc) throw new Error(`an edit of ${uri}, which is not open`);
      if (version !== null && version !== doc.version) this.say(`an edit of version ${version}, not ${doc.version}`);
      const before = doc.getText();
      const after = TextDocument.applyEdits(doc, edits);
      // From the end, so that each range is still what the server meant.
      const order = [...edits].sort((a, b) => doc.offsetAt(b.range.start) - doc.offsetAt(a.range.start));
      await this.change(doc, order.map((e) => ({ range: e.range, text: e.newText })));
      if (doc.getText() !== after) this.say("the edits overlap");
      this.difference(before, after);
    }
  }

  // difference says which lines go and which come, by the longest common
  // sequence of lines.
  difference(before, after) {
    const a = before.split("\n");
    const b = after.split("\n");
    const common = Array.from({ length: a.length + 1 }, () => new Array(b.length + 1).fill(0));
    for (let i = a.length - 1; i >= 0; i--) {
      for (let j = b.length - 1; j >= 0; j--) {
        common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    for (let i = 0, j = 0; i < a.length || j < b.length; ) {
      if (i < a.length && j < b.length && a[i] === b[j]) {
        i++;
        j++;
      } else if (j === b.length || (i < a.length && common[i + 1][j] >= common[i][j + 1])) {
        this.say(`  - ${a[i++]}`.trimEnd());
      } else {
        this.say(`  + ${b[j++]}`.trimEnd());
      }
    }
  }

  rangeOf(doc, piece) {
    const at = doc.getText().indexOf(piece);
    if (at < 0) throw new Error(`no ${JSON.stringify(piece)} in ${this.name(doc.uri)}`);
    return { start: doc.positionAt(at), end: doc.positionAt(at + piece.length) };
  }

  // at is the place of a mark "|" in a piece of the document's text.
  at(doc, marked) {
    const { start } = this.rangeOf(doc, marked.replace("|", ""));
    return doc.positionAt(doc.offsetAt(start) + marked.indexOf("|"));
  }

  whole(doc) {
    return { start: { line: 0, character: 0 }, end: doc.positionAt(doc.getText().length) };
  }

  // place tells a range by its numbers, counted from 0, and by its text.
  place(uri, range) {
    const doc = this.documents.get(uri) ?? TextDocument.create(uri, "python", 0, readFileSync(new URL(uri), "utf8"));
    const { start, end } = range;
    const text = doc.getText(range);
    const shown = text.includes("\n") ? `${text.split("\n")[0]} ...` : text;
    return `${this.name(uri)} ${start.line}:${start.character}-${end.line}:${end.character} \`${shown}\``;
  }

  finding(uri, d) {
    if (!lsp.Diagnostic.is(d)) this.say(`malformed diagnostic ${JSON.stringify(d)}`);
    const level = ["", "error", "warning", "information", "hint"][d.severity];
    return `${level} ${d.source} ${d.code} ${d.data?.name} ${this.place(uri, d.range)}`;
  }

  async stop() {
    const answer = await this.request(lsp.ShutdownRequest.type);
    this.say(`shutdown: ${JSON.stringify(answer)}`);
    await this.notify(lsp.ExitNotification.type);
    this.say(await within("exit", this.ended));
    this.connection.dispose();
  }
}
