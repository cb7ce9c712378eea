// The await graph: who waits for whom, and the deadlocks.

import type * as vscode from 'vscode';
import { condense } from '../../webview/graph/condense';
import type { ToGraph } from '../../webview/messages';
import type { Change, Programs } from '../views/programs';
import type { Deadlock, Node } from '../views/protocol';
import { placeText } from '../views/taskTree';
import { graphBody } from './html';
import { Panel } from './panel';

/** Tasks that are asked for at once, and at most. */
const page = 2000;
const most = 20_000;

export class GraphPanel extends Panel<ToGraph> {
  private static open: GraphPanel | undefined;

  static show(context: vscode.ExtensionContext, programs: Programs): void {
    if (GraphPanel.open === undefined) {
      GraphPanel.open = new GraphPanel(context, programs, 'graph', 'Await Graph', {
        body: graphBody,
        buttons: '',
        legend: ['running', 'ready', 'suspended', 'deadlocked'],
      });
    } else {
      GraphPanel.open.reveal();
    }
  }

  protected override closed(): void {
    GraphPanel.open = undefined;
  }

  protected override outdated(change: Change): void {
    if (change !== 'tasks') { // while the program runs there is no graph
      super.outdated(change);
    }
  }

  protected override async load(): Promise<ToGraph> {
    const program = this.programs.current;
    if (program === undefined || program.ended) {
      return { kind: 'note', text: this.drawn ? 'No program is being debugged; this is how it stood.' : 'No program is being debugged.' };
    }
    if (!program.stopped) {
      return {
        kind: 'note',
        text: this.drawn
          ? 'The program is running; this is how it stood. Pause it to see who waits for whom now.'
          : 'The program is running. Pause it to see who waits for whom.',
      };
    }
    const nodes: (Node & { place: string })[] = [];
    let deadlocks: Deadlock[] = [];
    let total: number;
    let threads: number;
    do {
      const answer = await program.ask('asyncdap/awaitGraph', { filter: this.filter, start: nodes.length, count: page });
      total = answer.total;
      threads = answer.threads;
      deadlocks = answer.deadlocks;
      nodes.push(...answer.nodes.map((n) => ({ ...n, place: placeText(n) })));
      if (answer.nodes.length === 0) {
        break;
      }
    } while (nodes.length < Math.min(total, most));
    return {
      kind: 'graph',
      total: total - threads,
      seen: nodes.length - threads,
      deadlocks: deadlocks.map(({ text }) => ({ text })),
      ...condense(nodes, deadlocks),
    };
  }
}
