// Debug configurations: what the user left out, and what cannot be meant.

export interface Configuration {
  type: string;
  name: string;
  request: string;
  [attribute: string]: unknown;
}

/** What is open while a configuration is resolved. */
export interface Circumstances {
  /** The language of the active editor. */
  language?: string | undefined;
  /** Whether a folder is open. */
  folder: boolean;
  /** Settings asyncdap.launch.*, as far as the user has set them. */
  defaults: Readonly<Record<string, unknown>>;
}

export type Resolved = { configuration: Configuration } | { problem: string };

export const debugFile: Configuration = {
  type: 'asyncdap',
  name: 'Debug this file',
  request: 'launch',
  program: '${file}',
};

/** Those offered for a new launch.json, and in the menu of dynamic ones. */
export function offered(): Configuration[] {
  return [
    debugFile,
    { type: 'asyncdap', name: 'Debug a module', request: 'launch', module: '${input:module}' },
    { type: 'asyncdap', name: 'Attach to a running program', request: 'attach', connect: { host: '127.0.0.1', port: 4711 } },
  ];
}

/** The dynamic ones need no file to hold an input. */
export function dynamic(circumstances: Circumstances): Configuration[] {
  const out: Configuration[] = [];
  if (circumstances.language === 'python') {
    out.push(debugFile, {
      ...debugFile,
      name: 'Debug this file, stop on what is lost',
      exceptionFilters: ['neverAwaited', 'neverRetrieved', 'unclosedAsyncGen'],
    });
  }
  out.push({ type: 'asyncdap', name: 'Attach to 127.0.0.1:4711', request: 'attach', connect: { host: '127.0.0.1', port: 4711 } });
  return out;
}

/** Fills a configuration in before variables are replaced. */
export function resolve(given: Partial<Configuration>, around: Circumstances): Resolved {
  const empty = !isSet(given.request) && !isSet(given.name);
  if (empty && around.language !== 'python') {
    return { problem: 'Open the Python file that you want to debug, or write a launch.json.' };
  }
  const configuration: Configuration = empty
    ? { ...given, ...debugFile }
    : { ...given, type: given.type ?? 'asyncdap', name: given.name ?? 'Debug', request: given.request ?? 'launch' };
  switch (configuration.request) {
    case 'attach':
      return resolveAttach(configuration, around);
    case 'launch':
      return resolveLaunch(configuration, around);
    default:
      return { problem: `"request" is ${JSON.stringify(configuration.request)}: it can be "launch" or "attach".` };
  }
}

const targets = ['program', 'module', 'code'];

function resolveLaunch(c: Configuration, around: Circumstances): Resolved {
  const given = targets.filter((name) => isSet(c[name]));
  if (given.length > 1) {
    return { problem: `Only one of "program", "module" and "code" can be given; here are ${given.join(' and ')}.` };
  }
  const out = withDefaults(c, around.defaults);
  if (given.length === 0) {
    if (around.language !== 'python') {
      return { problem: 'The configuration names no "program", "module" or "code", and no Python file is open.' };
    }
    out['program'] = '${file}';
  }
  if (!isSet(out['cwd'])) {
    out['cwd'] = around.folder ? '${workspaceFolder}' : '${fileDirname}';
  }
  return { configuration: out };
}

const ofAttach = ['justMyCode', 'maxTasks', 'stopOnEntry', 'exceptionFilters'];

function resolveAttach(c: Configuration, around: Circumstances): Resolved {
  const connect = (c['connect'] ?? { host: c['host'], port: c['port'] }) as { host?: unknown; port?: unknown };
  const port = typeof connect.port === 'string' ? Number(connect.port) : connect.port;
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 65535) {
    return {
      problem: 'To attach, "connect" needs the "port" that `asyncdap run --listen` printed, a number from 1 to 65535.',
    };
  }
  const host = typeof connect.host === 'string' && connect.host !== '' ? connect.host : '127.0.0.1';
  const defaults = Object.fromEntries(Object.entries(around.defaults).filter(([name]) => ofAttach.includes(name)));
  return { configuration: { ...withDefaults(c, defaults), connect: { host, port } } };
}

/** What the configuration says goes first; environments are merged. */
function withDefaults(c: Configuration, defaults: Readonly<Record<string, unknown>>): Configuration {
  const out = { ...c };
  for (const [name, value] of Object.entries(defaults)) {
    if (!isSet(value)) {
      continue;
    }
    if (name === 'env') {
      out['env'] = { ...(value as object), ...(c['env'] as object | undefined) };
    } else if (out[name] === undefined) {
      out[name] = value;
    }
  }
  return out;
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
