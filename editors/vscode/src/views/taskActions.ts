// What can be done with a task of the Async Tasks view.

import * as vscode from 'vscode';
import { awaitsOthers, waitedFor } from './awaited';
import { openPlace } from './open';
import { reason, type Program, type Programs } from './programs';
import type { Task } from './protocol';
import { oneLine, parseCreated, parseFilter, queryOf, taskDetail, taskLabel, thousands, writeFilter } from './taskTree';
import type { GroupRow, TaskRow, TasksView, TreeRow } from './tasksView';

export function registerTaskCommands(programs: Programs, tasks: TasksView): vscode.Disposable[] {
  const on = (name: string, run: (...args: never[]) => Promise<unknown> | undefined) =>
    vscode.commands.registerCommand(name, async (...args: never[]) => {
      try {
        await run(...args);
      } catch (error) {
        void vscode.window.showErrorMessage(reason(error));
      }
    });
  // From a key or the palette there is no row: the selected one is meant.
  const selected = (row: TaskRow | undefined) => {
    const found: TreeRow | undefined = row ?? tasks.view.selection[0];
    return found?.kind === 'task' ? found.task : undefined;
  };
  const onTask = (name: string, run: (program: Program, task: Task) => Promise<unknown> | undefined) =>
    on(name, (row?: TaskRow) => {
      const task = selected(row);
      const program = programs.current;
      return task === undefined || program === undefined ? undefined : run(program, task);
    });
  // Tasks of a group are at the same place: its first one leads where all do.
  const onFirst = (name: string, run: (program: Program, task: Task) => Promise<unknown>) =>
    on(name, (row?: TaskRow | GroupRow) => {
      const found: TreeRow | undefined = row ?? tasks.view.selection[0];
      const task = found?.kind === 'group' ? found.tasks[0] : selected(row as TaskRow | undefined);
      const program = programs.current;
      return task === undefined || program === undefined ? undefined : run(program, task);
    });
  return [
    on('asyncdap.open', (place: Task) => openPlace(programs.current, place)),
    on('asyncdap.tasks.refresh', () => {
      tasks.refresh();
      return undefined;
    }),
    on('asyncdap.tasks.more', (row: TreeRow) => tasks.more(row)),
    on('asyncdap.tasks.filter', () => askFilter(tasks)),
    on('asyncdap.tasks.clearFilter', () => {
      tasks.setFilter('');
      return undefined;
    }),
    on('asyncdap.tasks.search', () => search(programs, tasks)),
    onFirst('asyncdap.tasks.goToAwait', (program, task) => openPlace(program, task)),
    onFirst('asyncdap.tasks.goToCreator', (program, task) => goToCreator(program, task)),
    onFirst('asyncdap.tasks.goToAwaiter', (program, task) => goTo(program, tasks, task.awaitedBy ?? [], `Several tasks await ${taskLabel(task)}`)),
    onFirst('asyncdap.tasks.goToAwaited', (program, task) => goToAwaited(program, tasks, task)),
    onTask('asyncdap.tasks.cancel', (program, task) => cancel(program, tasks, task)),
    onTask('asyncdap.tasks.pin', (_, task) => {
      tasks.togglePin(task);
      return undefined;
    }),
    onTask('asyncdap.tasks.unpin', (_, task) => {
      tasks.togglePin(task);
      return undefined;
    }),
    onTask('asyncdap.tasks.copyName', (_, task) => Promise.resolve(vscode.env.clipboard.writeText(task.name))),
  ];
}

async function askFilter(tasks: TasksView): Promise<void> {
  const typed = await vscode.window.showInputBox({
    title: 'Filter tasks',
    prompt: 'Part of the name of a task or its coroutine; state:running, state:ready or state:suspended',
    value: tasks.filterText,
  });
  if (typed !== undefined) {
    tasks.setFilter(typed);
  }
}

/** How many tasks a search lists. */
const listed = 50;

/** Searches all tasks while one types; picking one shows where it is. */
async function search(programs: Programs, tasks: TasksView): Promise<void> {
  const program = programs.current;
  if (program === undefined) {
    return;
  }
  const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { task: Task }>();
  pick.title = 'Search tasks';
  pick.placeholder = 'part of the name of a task or its coroutine; state:ready';
  let latest = 0;
  const fill = async () => {
    const turn = ++latest;
    pick.busy = true;
    const answer = await program.ask('asyncdap/tasks', { ...queryOf(parseFilter(pick.value)), count: listed });
    if (turn !== latest) {
      return;
    }
    pick.busy = false;
    pick.items = (answer.tasks ?? []).map((task) => ({ label: task.name, description: taskDetail(task), alwaysShow: true, task }));
    pick.title = answer.total > listed ? `Search tasks (${thousands(listed)} of ${thousands(answer.total)})` : 'Search tasks';
  };
  const ask = () => void fill().catch((error: unknown) => void vscode.window.showErrorMessage(reason(error)));
  pick.onDidChangeValue(ask);
  pick.onDidAccept(() => {
    const task = pick.selectedItems[0]?.task;
    pick.hide();
    if (task !== undefined) {
      show(program, tasks, task).catch((error: unknown) => void vscode.window.showErrorMessage(reason(error)));
    }
  });
  pick.onDidHide(() => pick.dispose());
  pick.show();
  await fill();
}

/** Selects a task in the view, or filters the view for it, and opens its place. */
async function show(program: Program, tasks: TasksView, task: Task): Promise<void> {
  if (!(await tasks.reveal(task.threadId))) {
    tasks.setFilter(writeFilter({ text: task.name }));
    await tasks.reveal(task.threadId);
  }
  if (task.source !== undefined) {
    await openPlace(program, task);
  }
}

/** How many tasks a list has to choose from. */
const choices = 1000;

async function goTo(program: Program, tasks: TasksView, ids: readonly number[], title: string): Promise<void> {
  let id = ids[0];
  if (ids.length > 1) {
    const some = ids.slice(0, choices);
    const names = await tasks.namesOf(some);
    const items = some.map((x) => ({ label: oneLine(names.get(x) ?? ''), id: x }));
    const shown = ids.length > choices ? `${title} (${thousands(choices)} of ${thousands(ids.length)})` : title;
    id = (await vscode.window.showQuickPick(items, { title: shown }))?.id;
  }
  if (id === undefined) {
    return;
  }
  await tasks.reveal(id);
  const frame = await topFrame(program, id);
  if (frame !== undefined) {
    await openPlace(program, frame);
  }
}

async function goToAwaited(program: Program, tasks: TasksView, task: Task): Promise<void> {
  const name = taskLabel(task);
  const tell = (text: string) => void vscode.window.showInformationMessage(text);
  if (!awaitsOthers(task)) {
    return tell(`${name} waits for no other task.`);
  }
  if (task.awaits === undefined && !program.stopped) {
    return tell(`Pause the program to see whom ${name} waits for.`);
  }
  const ids = await waitedFor(task, (args) => program.ask('asyncdap/awaitGraph', args));
  if (ids.length === 0) {
    return tell(`No task is known that ${name} waits for: ${oneLine(task.waitingFor ?? '')}.`);
  }
  await goTo(program, tasks, ids, `${name} waits for several tasks`);
}

/** The innermost frame that has a source. */
async function topFrame(program: Program, threadId: number) {
  const { stackFrames } = await program.ask('stackTrace', { threadId, startFrame: 0, levels: 50 });
  return (
    stackFrames.find((f) => f.source !== undefined && f.presentationHint !== 'subtle') ??
    stackFrames.find((f) => f.source !== undefined)
  );
}

/** The debugger tells where a task was made in the scope of the task. */
async function goToCreator(program: Program, task: Task): Promise<void> {
  const { stackFrames } = await program.ask('stackTrace', { threadId: task.threadId, startFrame: 0, levels: 1 });
  const frameId = stackFrames[0]?.id;
  const scopes = frameId === undefined ? [] : (await program.ask('scopes', { frameId })).scopes;
  const scope = scopes.find((s) => s.name === 'Task');
  const rows = scope === undefined ? [] : (await program.ask('variables', scope)).variables;
  const created = parseCreated(rows.find((v) => v.name === 'created at')?.value ?? '');
  if (created === undefined) {
    void vscode.window.showInformationMessage(`Nobody knows where ${task.name} was created: no Python code did it.`);
    return;
  }
  await openPlace(program, { source: { path: created.path }, line: created.line });
}

async function cancel(program: Program, tasks: TasksView, task: Task): Promise<void> {
  const yes = 'Cancel the Task';
  const detail = 'CancelledError is thrown into it when the program goes on.';
  if ((await vscode.window.showWarningMessage(`Cancel ${task.name}?`, { modal: true, detail }, yes)) !== yes) {
    return;
  }
  await program.ask('terminateThreads', { threadIds: [task.threadId] });
  vscode.window.setStatusBarMessage(`$(check) ${task.name} is being cancelled`, 5000);
  if (!program.stopped) { // the views of a stopped one have seen the answer
    tasks.refresh();
  }
}
