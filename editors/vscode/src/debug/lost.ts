// Where checker and debugger meet: a finding about an async generator that may
// be left open offers to run the program and stop when that happens.

import * as vscode from 'vscode';
import { codeOf } from '../lsp/same';
import { LostRun, type Lost, type Message, type Missed } from './lostRun';
import { moduleOf, qualifiedName } from './names';
import { startFile } from './provider';

/** The rules that say that a generator may be left open. */
const rules = /^AG10[1-69]$/;

export const lostCommand = 'asyncdap.debugLost';

/** What a configuration says that a finding has made. */
const soughtKey = '__lost';

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
    const breakpoints = new Set<string>();
    for (const finding of findings) {
      const found = await generatorOf(finding);
      if (found !== undefined) {
        functions.add(found.name);
        breakpoints.add(`${moduleOf(found.path)}.${found.name}`);
      }
    }
    const action = new vscode.CodeAction('Debug: stop when it is lost', vscode.CodeActionKind.QuickFix);
    action.diagnostics = findings;
    const lost: Lost = { program: document.uri.fsPath, functions: [...functions], breakpoints: [...breakpoints] };
    action.command = { command: lostCommand, title: action.title, arguments: [lost] };
    return [action];
  }
}

/** The finding tells where its generator is defined. */
async function generatorOf(finding: vscode.Diagnostic): Promise<{ name: string; path: string } | undefined> {
  for (const related of finding.relatedInformation ?? []) {
    if (!related.message.includes('is defined here')) {
      continue;
    }
    const document = await vscode.workspace.openTextDocument(related.location.uri);
    const name = qualifiedName(document.getText().split(/\r\n|\r|\n/), related.location.range.start.line);
    if (name !== undefined) {
      return { name, path: related.location.uri.fsPath };
    }
  }
  return undefined;
}

/** Sets the breakpoints and starts the program. */
export async function debugLost(lost: Lost): Promise<void> {
  breakIn(lost);
  const document = vscode.workspace.textDocuments.find((d) => d.uri.fsPath === lost.program);
  await document?.save();
  await startFile(vscode.Uri.file(lost.program), false, watching(lost));
}

function breakIn(lost: Lost): void {
  const known = new Set(
    vscode.debug.breakpoints.map((b) => (b instanceof vscode.FunctionBreakpoint ? b.functionName : '')),
  );
  const missing = lost.breakpoints.filter((name) => !known.has(name));
  vscode.debug.addBreakpoints(missing.map((name) => new vscode.FunctionBreakpoint(name)));
  for (const name of missing) {
    made.add(name);
  }
}

/** The breakpoints that are there for a run alone. */
const made = new Set<string>();

/** Takes away, when a run has ended, the breakpoints that were made for it. */
export function forgetBreakpoints(session: vscode.DebugSession): void {
  const lost = session.configuration[soughtKey] as Lost | undefined;
  const ours = new Set(lost?.breakpoints.filter((name) => made.delete(name)));
  vscode.debug.removeBreakpoints(vscode.debug.breakpoints.filter((b) => b instanceof vscode.FunctionBreakpoint && ours.has(b.functionName)));
}

function watching(lost: Lost): object {
  return { exceptionFilters: ['unclosedAsyncGen'], [soughtKey]: lost };
}

/** Tells of a run that has ended without what it was started for. */
export class LostRuns implements vscode.DebugAdapterTrackerFactory {
  createDebugAdapterTracker(session: vscode.DebugSession): vscode.ProviderResult<vscode.DebugAdapterTracker> {
    const lost = session.configuration[soughtKey] as Lost | undefined;
    if (lost === undefined) {
      return undefined;
    }
    const run = new LostRun(lost);
    return {
      onWillReceiveMessage: (m: Message) => run.asked(m),
      onDidSendMessage: (m: Message) => {
        const missed = run.told(m);
        if (missed !== undefined) {
          void offer(missed, lost);
        }
      },
    };
  }
}

async function offer(missed: Missed, lost: Lost): Promise<void> {
  const another = 'Debug Another Program…';
  const choice = await vscode.window.showInformationMessage(missed.text, ...(missed.elsewhere ? [another] : []));
  if (choice === another) {
    await debugElsewhere(lost);
  }
}

/** Where else it may happen: what launch.json starts, and the other files of the workspace. */
async function debugElsewhere(lost: Lost): Promise<void> {
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(lost.program));
  const written = vscode.workspace.getConfiguration('launch', folder).get<vscode.DebugConfiguration[]>('configurations', []);
  const configurations = written
    .filter((c) => c.type === 'asyncdap' && c.request === 'launch')
    .map((c) => ({ label: `$(gear) ${c.name}`, start: () => vscode.debug.startDebugging(folder, { ...c, ...watching(lost) }) }));
  const found = await vscode.workspace.findFiles('**/*.py', '**/{node_modules,site-packages,.venv,venv}/**', 2000);
  const files = found
    .filter((uri) => uri.fsPath !== lost.program)
    .sort((a, b) => (a.fsPath < b.fsPath ? -1 : 1))
    .map((uri) => ({
      label: vscode.workspace.asRelativePath(uri),
      start: () => startFile(uri, false, watching({ ...lost, program: uri.fsPath })),
    }));
  const chosen = await vscode.window.showQuickPick([...configurations, ...files], {
    placeHolder: `A program that uses ${lost.functions.join(' and ')}`,
  });
  if (chosen !== undefined) {
    breakIn(lost);
    await chosen.start();
  }
}
