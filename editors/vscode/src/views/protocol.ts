// The requests of asyncdap's own that the views use; docs/dap-extensions.md of
// the project has their schemas.

export interface Source {
  name?: string;
  path?: string;
  sourceReference?: number;
}

export interface Place {
  source?: Source;
  line?: number;
}

export type TaskState = 'running' | 'ready' | 'suspended' | 'thread';

export interface Task extends Place {
  threadId: number;
  name: string;
  state: TaskState;
  coroutine?: string;
  waitingFor?: string;
  awaits?: number;
  awaitedBy?: number[];
}

export interface GroupFrame extends Place {
  name: string;
  kind: string;
}

export interface Group {
  /** Among all groups. */
  index: number;
  count: number;
  tasks: Task[];
  frames: GroupFrame[];
}

export interface Tasks {
  total: number;
  /** Those of them that are no tasks: the plain code of a thread. */
  threads: number;
  tasks?: Task[] | null;
  totalGroups?: number;
  groups?: Group[] | null;
}

export interface Node extends Task {
  waitsFor?: number[];
  any?: boolean;
}

export interface Deadlock {
  threadIds: number[];
  text: string;
}

export interface Graph {
  total: number;
  threads: number;
  nodes: Node[];
  deadlocks: Deadlock[];
}

export interface Interval {
  state: 'running' | 'ready' | 'suspended';
  start: number;
  end: number;
}

export interface TimelineTask {
  threadId: number;
  name: string;
  ended: boolean;
  /** What it does now, unless it has ended. */
  state?: TaskState;
  waitingFor?: string;
  totalIntervals: number;
  intervals: Interval[];
}

export interface Timeline {
  recording: boolean;
  capacity: number;
  dropped: number;
  /** When the oldest step began that is kept, if some are lost; else 0. */
  kept: number;
  now: number;
  total: number;
  tasks: TimelineTask[];
}

export interface Generator extends Place {
  name: string;
  state: string;
  /** The task that iterates it now, and its name. */
  ownerThreadId?: number;
  owner?: string;
  cleanup: boolean;
}

export interface Generators {
  total: number;
  /** Those of them, on any page, that have cleanup to run. */
  totalCleanup: number;
  asyncGenerators: Generator[];
}

export interface Loop {
  running: boolean;
  /** How many run, each in a thread of its own. */
  loops?: number;
  thread?: string;
  debug: boolean;
  time: number;
  ready: string[];
  timers: { callback: string; left: number }[];
  files: { fd: number; reader?: string; writer?: string }[];
  jobs: ({ callable: string; thread?: string } & Place)[];
  totalReady: number;
  totalTimers: number;
  totalFiles: number;
  totalJobs: number;
}

/** A row of the protocol's own `stackTrace`. */
export interface StackFrame extends Place {
  id: number;
  name: string;
  line: number;
  column: number;
  presentationHint?: 'normal' | 'label' | 'subtle';
}

export interface Stack {
  stackFrames: StackFrame[];
  totalFrames?: number;
}

export interface Requests {
  'asyncdap/tasks': [
    { filter?: string; state?: TaskState; grouped?: boolean; start?: number; count?: number; tasks?: number; threadIds?: number[] },
    Tasks,
  ];
  'asyncdap/awaitGraph': [{ filter?: string; start?: number; count?: number }, Graph];
  'asyncdap/timeline': [
    { record?: boolean; filter?: string; start?: number; count?: number; intervals?: number; threadId?: number },
    Timeline,
  ];
  'asyncdap/asyncGenerators': [{ filter?: string; state?: string; start?: number; count?: number }, Generators];
  'asyncdap/loop': [{ filter?: string; threadId?: number; start?: number; count?: number }, Loop];
  stackTrace: [{ threadId: number; startFrame?: number; levels?: number }, Stack];
  scopes: [{ frameId: number }, { scopes: { name: string; variablesReference: number }[] }];
  variables: [{ variablesReference: number }, { variables: { name: string; value: string }[] }];
  terminateThreads: [{ threadIds: number[] }, undefined];
}
