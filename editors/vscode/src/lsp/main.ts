// The checker's half of the extension. It is a bundle of its own, loaded after
// activation: the language client is most of the code, and the editor need not
// wait for it.

import * as vscode from 'vscode';
import { Checker } from './client';
import { Status } from './status';

export type { Checker };

/** Makes the language client and starts it. */
export function startChecker(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Checker {
  const checker = new Checker(context, log);
  context.subscriptions.push(checker, new Status(checker));
  void checker.start();
  return checker;
}
