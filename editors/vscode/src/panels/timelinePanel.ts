// The timeline: when each task ran, was ready, or was suspended.

import type * as vscode from 'vscode';
import type { ToTimeline } from '../../webview/messages';
import type { Program, Programs } from '../views/programs';
import { timelineBody } from './html';
import { Panel } from './panel';

/** Tasks, and the latest intervals of each, that the page gets. */
const rows = 200;
const intervals = 500;

/** How often the page is renewed while the program runs, in ms. */
const pulse = 1000;

export class TimelinePanel extends Panel<ToTimeline> {
  private static open: TimelinePanel | undefined;
  private begun: Program | undefined; // the recording was started for this program

  static show(context: vscode.ExtensionContext, programs: Programs): void {
    if (TimelinePanel.open === undefined) {
      TimelinePanel.open = new TimelinePanel(context, programs, 'timeline', 'Timeline of Tasks', {
        body: timelineBody,
        buttons: '<button id="record" type="button">Record</button>',
        legend: ['running', 'ready', 'suspended'],
      });
    } else {
      TimelinePanel.open.reveal();
    }
  }

  protected override closed(): void {
    TimelinePanel.open = undefined;
  }

  protected override async record(on: boolean): Promise<void> {
    await this.programs.current?.ask('asyncdap/timeline', { record: on, count: 1, intervals: 1 });
    this.later(0);
  }

  protected override async load(): Promise<ToTimeline> {
    const program = this.programs.current;
    if (program === undefined || program.ended) {
      return { kind: 'note', text: this.drawn ? 'No program is being debugged; this is how it went.' : 'No program is being debugged.' };
    }
    let answer = await program.ask('asyncdap/timeline', { filter: this.filter, count: rows, intervals });
    if (!answer.recording && answer.total === 0 && this.begun !== program) {
      // Whoever opens the timeline wants one. It is begun once: a recording that
      // was ended stays ended.
      this.begun = program;
      answer = await program.ask('asyncdap/timeline', { record: true, filter: this.filter, count: rows, intervals });
    }
    if (!program.stopped && answer.recording) {
      this.later(pulse);
    }
    return {
      kind: 'timeline',
      recording: answer.recording,
      dropped: answer.dropped,
      kept: answer.kept,
      now: answer.now,
      total: answer.total,
      lines: answer.tasks,
    };
  }
}
