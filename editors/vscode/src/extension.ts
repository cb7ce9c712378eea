// Activation: wires the parts together and does no work of its own. The checker
// is loaded and started afterwards, so that the editor does not wait for it.

import * as vscode from 'vscode';
import { InlineValues } from './debug/inlineValues';
import { debugLost, forgetBreakpoints, lostCommand, LostGenerators, LostRuns } from './debug/lost';
import { Adapters, Configurations, startFile } from './debug/provider';
import { registerCheckerCommands } from './lsp/commands';
import type { Checker } from './lsp/main';
import { GraphPanel } from './panels/graphPanel';
import { TimelinePanel } from './panels/timelinePanel';
import { GeneratorsView } from './views/generatorsView';
import { LoopView } from './views/loopView';
import { Programs } from './views/programs';
import { registerTaskCommands } from './views/taskActions';
import { TasksView } from './views/tasksView';

let checker: Promise<Checker> | undefined;

export function activate(context: vscode.ExtensionContext): void {
  activateDebugger(context);
  activateChecker(context);
}

export async function deactivate(): Promise<void> {
  await (await checker)?.stop();
}

function activateChecker(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('asynclsp', { log: true });
  checker = new Promise((resolve, reject) => {
    setImmediate(() => {
      import('./lsp/main').then((lsp) => resolve(lsp.startChecker(context, log)), reject);
    });
  });
  checker.catch((error: unknown) => log.error(`the language client cannot be loaded: ${String(error)}`));
  context.subscriptions.push(log, ...registerCheckerCommands(checker, log));
}

function activateDebugger(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('asyncdap', { log: true });
  const programs = new Programs();
  const tasks = new TasksView(programs);
  const python: vscode.DocumentSelector = { language: 'python' };
  const { Initial, Dynamic } = vscode.DebugConfigurationProviderTriggerKind;
  context.subscriptions.push(
    log,
    programs,
    tasks,
    new GeneratorsView(programs),
    new LoopView(programs),
    vscode.debug.registerDebugConfigurationProvider('asyncdap', new Configurations('initial', context), Initial),
    vscode.debug.registerDebugConfigurationProvider('asyncdap', new Configurations('dynamic', context), Dynamic),
    vscode.debug.registerDebugAdapterDescriptorFactory('asyncdap', new Adapters(context, log)),
    vscode.languages.registerInlineValuesProvider(python, new InlineValues()),
    vscode.languages.registerCodeActionsProvider(python, new LostGenerators(), {
      providedCodeActionKinds: LostGenerators.kinds,
    }),
    vscode.debug.registerDebugAdapterTrackerFactory('asyncdap', new LostRuns()),
    vscode.debug.onDidTerminateDebugSession(forgetBreakpoints),
    vscode.commands.registerCommand(lostCommand, debugLost),
    vscode.commands.registerCommand('asyncdap.debugFile', (uri?: vscode.Uri) => startFile(uri, false)),
    vscode.commands.registerCommand('asyncdap.runFile', (uri?: vscode.Uri) => startFile(uri, true)),
    vscode.commands.registerCommand('asyncdap.showLogs', () => log.show()),
    vscode.commands.registerCommand('asyncdap.showGraph', () => GraphPanel.show(context, programs)),
    vscode.commands.registerCommand('asyncdap.showTimeline', () => TimelinePanel.show(context, programs)),
    ...registerTaskCommands(programs, tasks),
  );
}
