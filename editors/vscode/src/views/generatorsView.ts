// The Async Generators view: those that are alive, whose they are, and whether
// they have cleanup to run.

import * as vscode from 'vscode';
import { generatorFacts, generatorsSummary } from './generatorRows';
import type { Change, Program, Programs } from './programs';
import { ProgramTree, type Extra } from './programTree';
import type { Generator } from './protocol';

interface Row {
  kind: 'generator';
  generator: Generator;
}

export class GeneratorsView extends ProgramTree<Row> {
  constructor(programs: Programs) {
    super(programs, {
      id: 'asyncdap.generators', more: 'asyncdap.generators.more', refresh: 'asyncdap.generators.refresh', page: 200, calm: 200,
    });
  }

  protected override concerns(change: Change): boolean {
    return change !== 'tasks';
  }

  protected override async load(program: Program): Promise<(Row | Extra)[]> {
    if (!program.stopped) {
      return [{ kind: 'note', text: 'pause the program to see its async generators' }];
    }
    const answer = await program.ask('asyncdap/asyncGenerators', { count: this.shown });
    this.view.description = generatorsSummary(answer);
    const rows = this.listed(answer.asyncGenerators.map((generator) => ({ kind: 'generator', generator })), answer.total);
    return rows.length > 0 ? rows : [{ kind: 'note', text: 'no async generator is alive' }];
  }

  protected override item({ generator }: Row): vscode.TreeItem {
    const item = new vscode.TreeItem(generator.name);
    const facts = generatorFacts(generator);
    item.description = facts.join(', ');
    item.tooltip = [generator.name, ...facts].join('\n');
    item.iconPath = generator.cleanup
      ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
      : new vscode.ThemeIcon('symbol-event');
    item.accessibilityInformation = { label: `async generator ${generator.name}, ${facts.join(', ')}` };
    if (generator.source !== undefined) {
      item.command = { command: 'asyncdap.open', title: 'Open', arguments: [generator] };
    }
    return item;
  }
}
