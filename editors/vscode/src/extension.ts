// Activation: wires the parts together and does no work of its own. The server
// starts afterwards, so that the editor does not wait for it.

import * as vscode from 'vscode';
import { InlineValues } from './debug/inlineValues';
import { debugLost, lostCommand, LostGenerators } from './debug/lost';
import { Adapters, Configurations, startFile } from './debug/provider';
import { Checker } from './lsp/client';
import { registerCheckerCommands } from './lsp/commands';
import { Status } from './lsp/status';
import { GraphPanel } from './panels/graphPanel';
import { TimelinePanel } from './panels/timelinePanel';
import { GeneratorsView } from './views/generatorsView';
import { LoopView } from './views/loopView';
import { Programs } from './views/programs';
import { registerTaskCommands } from './views/taskActions';
import { TasksView } from './views/tasksView';

let checker: Checker | undefined;

export function activate(context: vscode.ExtensionContext): void {
  checker = activateChecker(context);
  activateDebugger(context);
  void checker.start();
}

export function deactivate(): Promise<void> | undefined {
  return checker?.stop();
}

function activateChecker(context: vscode.ExtensionContext): Checker {
  const log = vscode.window.createOutputChannel('asynclsp', { log: true });
  const made = new Checker(context, log);
  context.subscriptions.push(log, made, new Status(made), ...registerCheckerCommands(made, log));
  return made;
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
    new GeneratorsView(programs, (threadId) => tasks.nameOf(threadId)),
    new LoopView(programs),
    vscode.debug.registerDebugConfigurationProvider('asyncdap', new Configurations('initial'), Initial),
    vscode.debug.registerDebugConfigurationProvider('asyncdap', new Configurations('dynamic'), Dynamic),
    vscode.debug.registerDebugAdapterDescriptorFactory('asyncdap', new Adapters(context, log)),
    vscode.languages.registerInlineValuesProvider(python, new InlineValues()),
    vscode.languages.registerCodeActionsProvider(python, new LostGenerators(), {
      providedCodeActionKinds: LostGenerators.kinds,
    }),
    vscode.commands.registerCommand(lostCommand, debugLost),
    vscode.commands.registerCommand('asyncdap.debugFile', (uri?: vscode.Uri) => startFile(uri, false)),
    vscode.commands.registerCommand('asyncdap.runFile', (uri?: vscode.Uri) => startFile(uri, true)),
    vscode.commands.registerCommand('asyncdap.showLogs', () => log.show()),
    vscode.commands.registerCommand('asyncdap.showGraph', () => GraphPanel.show(context, programs)),
    vscode.commands.registerCommand('asyncdap.showTimeline', () => TimelinePanel.show(context, programs)),
    ...registerTaskCommands(programs, tasks),
  );
}
