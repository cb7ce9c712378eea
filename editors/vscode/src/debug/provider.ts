// Configurations and adapters for debug sessions of type asyncdap.

import * as vscode from 'vscode';
import { complain, locate } from '../common/machine';
import { Adapter } from './adapter';
import { debugFile, dynamic, offered, resolve, type Circumstances, type Configuration } from './configuration';

/** The settings asyncdap.launch.*. */
const attributes = [
  'args', 'console', 'cwd', 'env', 'envFile', 'exceptionFilters', 'justMyCode',
  'maxTasks', 'record', 'redirectOutput', 'seed', 'stopOnEntry', 'virtualTime',
];

function circumstances(folder: vscode.WorkspaceFolder | undefined): Circumstances {
  const settings = vscode.workspace.getConfiguration('asyncdap.launch', folder);
  const defaults: Record<string, unknown> = {};
  for (const name of attributes) {
    const found = settings.inspect(name);
    const value = found?.workspaceFolderValue ?? found?.workspaceValue ?? found?.globalValue;
    if (value !== undefined) {
      defaults[name] = settings.get(name); // merged, if it is an object
    }
  }
  return { language: vscode.window.activeTextEditor?.document.languageId, folder: folder !== undefined, defaults };
}

export class Configurations implements vscode.DebugConfigurationProvider {
  constructor(
    private readonly kind: 'initial' | 'dynamic',
    private readonly context: vscode.ExtensionContext,
  ) {}

  provideDebugConfigurations(folder: vscode.WorkspaceFolder | undefined): vscode.DebugConfiguration[] {
    return this.kind === 'dynamic' ? dynamic(circumstances(folder)) : offered().filter((c) => c['module'] === undefined);
  }

  resolveDebugConfiguration(
    folder: vscode.WorkspaceFolder | undefined,
    given: vscode.DebugConfiguration,
  ): vscode.ProviderResult<vscode.DebugConfiguration> {
    const answer = resolve(given as Partial<Configuration>, circumstances(folder));
    if ('problem' in answer) {
      void vscode.window.showErrorMessage(answer.problem);
      return undefined;
    }
    return answer.configuration;
  }

  /** A session that cannot be does not begin. */
  resolveDebugConfigurationWithSubstitutedVariables(
    _folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): vscode.ProviderResult<vscode.DebugConfiguration> {
    const found = locate('asyncdap', this.context);
    if ('problem' in found) {
      void complain('asyncdap', found.problem);
      return undefined;
    }
    return configuration;
  }
}

export class Adapters implements vscode.DebugAdapterDescriptorFactory {
  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  createDebugAdapterDescriptor(session: vscode.DebugSession): vscode.ProviderResult<vscode.DebugAdapterDescriptor> {
    const found = locate('asyncdap', this.context);
    if ('problem' in found) {
      this.log.error(found.problem);
      throw new Error(found.problem);
    }
    const level = session.configuration['logLevel'] as unknown;
    const args = ['serve', '--stdio', ...(typeof level === 'string' ? ['--log-level', level] : [])];
    return new vscode.DebugAdapterInlineImplementation(new Adapter(found.path, args, this.log, (problem) => {
      void complain('asyncdap', problem);
    }));
  }
}

/** Runs the file of the active editor, or the one that a menu names. */
export async function startFile(uri: vscode.Uri | undefined, noDebug: boolean, more: object = {}): Promise<boolean> {
  const file = uri ?? vscode.window.activeTextEditor?.document.uri;
  if (file?.scheme !== 'file') {
    void vscode.window.showInformationMessage('Open a Python file that is saved on this machine.');
    return false;
  }
  const folder = vscode.workspace.getWorkspaceFolder(file);
  const name = `${noDebug ? 'Run' : 'Debug'} ${vscode.workspace.asRelativePath(file, false)}`;
  const configuration = { ...debugFile, name, program: file.fsPath, ...more };
  return vscode.debug.startDebugging(folder, configuration, { noDebug });
}
