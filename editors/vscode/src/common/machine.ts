// What src/common/binaries.ts wants to know, asked of this machine.

import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { findProgram, type Found, type Program } from './binaries';

export function locate(program: Program, context: vscode.ExtensionContext): Found {
  const setting = vscode.workspace.getConfiguration(program).get<string>('path', '');
  return findProgram(program, setting, {
    platform: process.platform,
    home: homedir(),
    search: process.env['PATH'] ?? '',
    extension: context.extensionPath,
    workspace: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
    isFile(path) {
      return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
    },
  });
}

/** Says that a program is of no use, and offers the setting that names it. */
export async function complain(program: Program, problem: string): Promise<void> {
  const open = 'Open Settings';
  if ((await vscode.window.showErrorMessage(problem, open)) === open) {
    await vscode.commands.executeCommand(pageOf(program), { query: `@id:${program}.path` });
  }
}

/** Where the setting is, or can be: the page of the user has none for other machines. */
function pageOf(program: Program): string {
  const found = vscode.workspace.getConfiguration(program).inspect('path');
  if (found?.workspaceFolderValue !== undefined || found?.workspaceValue !== undefined) {
    return 'workbench.action.openWorkspaceSettings';
  }
  return vscode.env.remoteName === undefined ? 'workbench.action.openSettings' : 'workbench.action.openRemoteSettings';
}
