// Findings that others may have, too, are shown apart from the rest: hidden as
// long as another extension says the same at the same place.

import * as vscode from 'vscode';
import { mayRepeat, sift, type Decision } from './same';

const source = 'asynclsp';

/**
 * How long one who takes findings back is believed to have them still, in ms:
 * pyright takes all of them back while one types, and says them again later.
 */
const patience = 3000;

interface File {
  uri: vscode.Uri;
  findings: readonly vscode.Diagnostic[];
  shown: readonly vscode.Diagnostic[];
  /** Of the document when the server told, if it was open. */
  version: number | undefined;
  /** What others say. */
  heard: Map<string, readonly vscode.Diagnostic[]>;
  decision: Decision | undefined;
  timer: NodeJS.Timeout | undefined;
}

export class Repeats implements vscode.Disposable {
  private readonly files = new Map<string, File>();
  private readonly collection = vscode.languages.createDiagnosticCollection('asynclsp-shared');
  private readonly listeners = [
    this.collection,
    vscode.languages.onDidChangeDiagnostics(({ uris }) => uris.forEach((uri) => this.hear(uri))),
    vscode.workspace.onDidChangeConfiguration((e) => {
      if (e.affectsConfiguration('asynclsp.repeatedFindings')) {
        this.files.forEach((file) => this.review(file));
      }
    }),
  ];

  dispose(): void {
    this.clear();
    vscode.Disposable.from(...this.listeners).dispose();
  }

  /** The server has ended. */
  clear(): void {
    this.files.forEach((file) => clearTimeout(file.timer));
    this.files.clear();
    this.collection.clear();
  }

  /** Takes those findings of a file that others may have; the rest is the caller's. */
  take(uri: vscode.Uri, findings: readonly vscode.Diagnostic[]): vscode.Diagnostic[] {
    const key = uri.toString();
    const mine = findings.filter(mayRepeat);
    let file = this.files.get(key);
    if (mine.length > 0) {
      file ??= { uri, findings: [], shown: [], version: undefined, heard: new Map(), decision: undefined, timer: undefined };
      this.files.set(key, file);
      file.findings = mine;
      file.version = versionOf(uri);
      this.listen(file);
      this.review(file);
    } else if (file !== undefined) {
      clearTimeout(file.timer);
      this.files.delete(key);
      this.collection.delete(uri);
    }
    return findings.filter((f) => !mayRepeat(f));
  }

  /** The server has told that what it said of a file still holds. */
  renew(uri: vscode.Uri): void {
    const file = this.files.get(uri.toString());
    if (file !== undefined) {
      file.version = versionOf(uri);
      this.hear(uri);
    }
  }

  /** Others may be faster: what they say of a text that the server has not seen yet has to wait for it. */
  private hear(uri: vscode.Uri): void {
    const file = this.files.get(uri.toString());
    const version = versionOf(uri);
    if (file !== undefined && (version === undefined || version === file.version)) {
      this.listen(file);
      this.review(file);
    }
  }

  /** Notes what others say; of those who say less, only if it stays so. */
  private listen(file: File): void {
    const now = new Map<string, vscode.Diagnostic[]>();
    for (const d of vscode.languages.getDiagnostics(file.uri)) {
      if (d.source !== source) {
        const list = now.get(d.source ?? '');
        if (list === undefined) {
          now.set(d.source ?? '', [d]);
        } else {
          list.push(d);
        }
      }
    }
    clearTimeout(file.timer);
    const less = [...file.heard].some(([other, all]) => (now.get(other)?.length ?? 0) < all.length);
    if (less) {
      file.timer = setTimeout(() => {
        file.heard = now;
        this.review(file);
      }, patience);
    }
    for (const [other, all] of now) {
      if (all.length >= (file.heard.get(other)?.length ?? 0)) {
        file.heard.set(other, all);
      }
    }
  }

  private review(file: File): void {
    const hide = vscode.workspace.getConfiguration('asynclsp', file.uri).get<'hide' | 'show'>('repeatedFindings', 'hide') === 'hide';
    const { shown, decision } = sift(file.findings, hide ? [...file.heard.values()].flat() : [], hide ? file.decision : undefined);
    file.decision = decision;
    // To set them tells of a change, which leads here again.
    if (shown.length !== file.shown.length || shown.some((f, i) => f !== file.shown[i])) {
      file.shown = shown;
      this.collection.set(file.uri, shown);
    }
  }
}

function versionOf(uri: vscode.Uri): number | undefined {
  return vscode.workspace.textDocuments.find((d) => d.uri.toString() === uri.toString())?.version;
}
