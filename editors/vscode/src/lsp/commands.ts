// The commands of the checker. They are there before it is, and wait for it.

import * as vscode from 'vscode';
import type { Checker } from './client';

export function registerCheckerCommands(checker: Promise<Checker>, log: vscode.LogOutputChannel): vscode.Disposable[] {
  const on = (name: string, run: (checker: Checker, ...args: never[]) => unknown) =>
    vscode.commands.registerCommand(name, async (...args: never[]) => run(await checker, ...args));
  return [
    on('asynclsp.restart', (c) => c.restart()),
    on('asynclsp.stop', (c) => c.stop()),
    on('asynclsp.fixFile', fixFile),
    on('asynclsp.menu', menu),
    on('asynclsp.showReferences', (c, uri: string, position: unknown, locations: unknown) =>
      c.showReferences(uri, position, locations),
    ),
    vscode.commands.registerCommand('asynclsp.showLogs', () => log.show()),
    vscode.commands.registerCommand('asynclsp.openSettings', () =>
      vscode.commands.executeCommand('workbench.action.openSettings', '@ext:asynctools.asynctools asynclsp'),
    ),
  ];
}

async function fixFile(checker: Checker): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== 'python') {
    void vscode.window.showInformationMessage('Open a Python file to fix its findings.');
    return;
  }
  try {
    await checker.fixAll(document);
  } catch (error) {
    void vscode.window.showErrorMessage(`asynclsp could not fix the file: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function menu(checker: Checker): Promise<void> {
  const { health, version, path } = checker.condition;
  const items: (vscode.QuickPickItem & { command: string })[] = [
    { label: '$(debug-restart) Restart the server', command: 'asynclsp.restart' },
    { label: '$(output) Show its logs', command: 'asynclsp.showLogs' },
    { label: '$(wand) Fix this file', command: 'asynclsp.fixFile' },
    { label: '$(gear) Open the settings', command: 'asynclsp.openSettings' },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: `asynclsp ${version ?? ''} (${health})`,
    placeHolder: path ?? 'not found',
  });
  if (picked !== undefined) {
    await vscode.commands.executeCommand(picked.command);
  }
}
