// The language client: starts asynclsp, and decides what of it is shown.

import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  type ErrorHandler,
  type LanguageClientOptions,
  type Middleware,
  type NotificationHandler,
  type ProgressType,
  type ServerOptions,
  vsdiag,
  type WorkspaceDiagnosticReportPartialResult,
  WorkspaceDiagnosticRequest,
} from 'vscode-languageclient/node';
import { complain, locate } from '../common/machine';
import { endedEarly, Started } from '../common/started';
import { share, type Choice, type Shared } from './beside';
import { adjust, adjustWorkspace, type Wishes } from './findings';
import { Repeats } from './repeats';
import { mayRepeat } from './same';

export type Health = 'starting' | 'running' | 'stopped' | 'missing' | 'failed';

export interface Condition {
  health: Health;
  version?: string | undefined;
  path?: string | undefined;
  detail?: string | undefined;
}

/** How long the server may take to end once it was told to, in ms. */
const grace = 3000;

/** Settings that the running server or client cannot take. */
const needsRestart = ['asynclsp.path', 'asynclsp.severities', 'asynclsp.navigation', 'asynclsp.syntaxErrors'];

export class Checker implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private started: Started | undefined;
  private changing: Promise<void> = Promise.resolve();
  private arriving: Promise<void> = Promise.resolve();
  private readonly changed = new vscode.EventEmitter<Condition>();
  private readonly repeats = new Repeats();
  private readonly listeners: vscode.Disposable[] = [this.changed, this.repeats];
  private now: Condition = { health: 'stopped' };

  readonly onDidChange = this.changed.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.listeners.push(
      vscode.workspace.onDidChangeConfiguration((e) => {
        if (needsRestart.some((name) => e.affectsConfiguration(name))) {
          void this.restart();
        }
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.restart()),
    );
  }

  get condition(): Condition {
    return this.now;
  }

  start(): Promise<void> {
    return this.inTurn(() => this.begin());
  }

  restart(): Promise<void> {
    return this.inTurn(async () => {
      await this.end();
      await this.begin();
    });
  }

  stop(): Promise<void> {
    return this.inTurn(() => this.end());
  }

  dispose(): void {
    vscode.Disposable.from(...this.listeners).dispose();
  }

  /** Makes all safe fixes of a document, through the server's own command. */
  async fixAll(document: vscode.TextDocument): Promise<void> {
    if (this.client?.state !== State.Running) {
      throw new Error('asynclsp is not running');
    }
    const uri = this.client.code2ProtocolConverter.asUri(document.uri);
    await this.client.sendRequest('workspace/executeCommand', { command: 'asynclsp.fixAll', arguments: [uri] });
  }

  /** Shows the places that a code lens counts. */
  async showReferences(uri: string, position: unknown, locations: unknown): Promise<void> {
    const convert = this.client?.protocol2CodeConverter;
    if (convert === undefined) {
      return;
    }
    type Position = Parameters<typeof convert.asPosition>[0];
    type Location = Parameters<typeof convert.asLocation>[0];
    await vscode.commands.executeCommand(
      'editor.action.showReferences',
      convert.asUri(uri),
      convert.asPosition(position as Position),
      (locations as Location[]).map((l) => convert.asLocation(l)),
    );
  }

  /** Changes what the server says of the whole workspace, before the library gets it. */
  private sortWorkspace(part: WorkspacePart): void {
    const files = part?.items ?? [];
    adjustWorkspace(files, wishes());
    for (const file of files) {
      if (file.kind !== 'full') {
        continue;
      }
      const mine = file.items.filter(mayRepeat);
      file.items = file.items.filter((f) => !mayRepeat(f));
      this.arriving = this.arriving.then(async () => {
        const convert = this.client?.protocol2CodeConverter;
        if (convert === undefined) {
          return;
        }
        const uri = convert.asUri(file.uri);
        const open = vscode.workspace.textDocuments.find((d) => d.uri.toString() === uri.toString());
        if (open === undefined || file.version === null || file.version === open.version) {
          this.repeats.take(uri, await convert.asDiagnostics(mine));
        }
      });
    }
  }

  private inTurn(what: () => Promise<void>): Promise<void> {
    this.changing = this.changing.then(what, what);
    return this.changing;
  }

  private set(condition: Condition): void {
    this.now = condition;
    this.changed.fire(condition);
  }

  private async begin(): Promise<void> {
    const found = locate('asynclsp', this.context);
    if ('problem' in found) {
      this.log.error(found.problem);
      this.set({ health: 'missing', detail: found.problem });
      void complain('asynclsp', found.problem);
      return;
    }
    this.log.info(`starting ${found.path} (${found.from})`);
    this.set({ health: 'starting', path: found.path });
    let broken = false;
    let fail: (reason: Error) => void = () => undefined;
    // The client may wait forever for a server that has ended.
    const failure = new Promise<never>((_, reject) => (fail = reject));
    const server: ServerOptions = () => {
      const started = this.launch(found.path);
      void started.ended.then((end) => fail(new Error(endedEarly('asynclsp', started, end))));
      return new Promise((resolve, reject) => {
        started.child.on('spawn', () => resolve(started.child));
        started.child.on('error', (error) => reject(new Error(`${found.path} cannot be started: ${error.message}`)));
      });
    };
    const usual = () => client.createDefaultErrorHandler();
    let handler: ErrorHandler | undefined;
    const errors: ErrorHandler = {
      error(error, message, count) {
        return client.initializeResult === undefined
          ? { action: ErrorAction.Continue, handled: true }
          : (handler ??= usual()).error(error, message, count);
      },
      closed() {
        if (client.initializeResult === undefined) {
          fail(new Error(`${found.path} closed its output before it answered.`));
          return { action: CloseAction.DoNotRestart, handled: true };
        }
        return (handler ??= usual()).closed();
      },
    };
    const client: LanguageClient = new Client((part) => this.sortWorkspace(part), server, {
      ...this.options(),
      errorHandler: errors,
      initializationFailedHandler: () => false, // it is told below
    });
    this.client = client;
    client.onDidChangeState(({ newState }) => {
      if (this.client !== client || broken) {
        return;
      }
      const health: Health = newState === State.Running ? 'running' : newState === State.Starting ? 'starting' : 'stopped';
      this.set({ health, path: found.path, version: client.initializeResult?.serverInfo?.version });
    });
    try {
      await Promise.race([client.start(), failure]);
    } catch (error) {
      broken = true;
      const detail = await this.reason(error);
      this.log.error(`asynclsp did not start: ${detail}`);
      this.set({ health: 'failed', path: found.path, detail });
      void complain('asynclsp', detail);
    }
  }

  private async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client !== undefined && client.state !== State.Stopped) {
      await client.stop(2000).catch((error: unknown) => this.log.warn(`asynclsp did not stop in good order: ${String(error)}`));
    }
    await client?.dispose().catch(() => undefined); // one that never started has nothing to dispose of
    this.started?.end(grace);
    this.started = undefined;
    this.repeats.clear();
    this.set({ health: 'stopped' });
  }

  private launch(path: string): Started {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
    const started = new Started(path, ['serve', '--stdio'], folder !== undefined && existsSync(folder) ? folder : undefined);
    started.child.on('exit', (code, signal) => this.log.info(`asynclsp has ended: ${signal ?? `status ${String(code)}`}`));
    this.started = started;
    return started;
  }

  /** Why it did not start: that nobody read what the client wrote says less than why it ended. */
  private async reason(error: unknown): Promise<string> {
    const { started } = this;
    const pause = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), grace));
    const end = await (started === undefined || started.child.pid === undefined ? undefined : Promise.race([started.ended, pause]));
    if (started !== undefined && end !== undefined) {
      return endedEarly('asynclsp', started, end);
    }
    return error instanceof Error ? error.message : String(error);
  }

  private options(): LanguageClientOptions {
    return {
      documentSelector: [
        { language: 'python', scheme: 'file' },
        { language: 'python', scheme: 'untitled' },
      ],
      outputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions: { ...vscode.workspace.getConfiguration('asynclsp'), showReferences: true },
      diagnosticPullOptions: { onChange: true, onSave: false },
      middleware: middleware(this.repeats, (part) => this.sortWorkspace(part)),
    };
  }
}

type WorkspacePart = WorkspaceDiagnosticReportPartialResult | null | undefined;

class Client extends LanguageClient {
  constructor(
    private readonly sort: (part: WorkspacePart) => void,
    server: ServerOptions,
    options: LanguageClientOptions,
  ) {
    super('asynclsp', 'asynclsp', server, options);
  }

  /** Leaves it to the checker to tell why the server did not start. */
  override error(message: string, data?: unknown, show: boolean | 'force' = true): void {
    super.error(message, data, this.initializeResult === undefined ? false : show);
  }

  /**
   * Partial answers to a pull of the workspace are changed where they come in:
   * the library gives them to its own reporter, whichever one the middleware
   * `provideWorkspaceDiagnostics` passes on.
   */
  override onProgress<P>(type: ProgressType<P>, token: string | number, handler: NotificationHandler<P>): vscode.Disposable {
    const isPull = (type as unknown) === WorkspaceDiagnosticRequest.partialResult;
    return super.onProgress(type, token, !isPull ? handler : (part) => {
      this.sort(part as WorkspacePart);
      handler(part);
    });
  }
}

/** What others show is asked for at each request: extensions come and go. */
function shared(): Shared {
  const settings = vscode.workspace.getConfiguration('asynclsp');
  const hints = vscode.workspace.getConfiguration('python.analysis.inlayHints');
  return share({
    navigation: settings.get<Choice>('navigation', 'auto'),
    syntaxErrors: settings.get<Choice>('syntaxErrors', 'auto'),
    othersShowReturnTypes: hints.get<boolean>('functionReturnTypes', false),
    installed: (id) => vscode.extensions.getExtension(id) !== undefined,
  });
}

function wishes(): Wishes {
  const severities = vscode.workspace.getConfiguration('asynclsp').get<Record<string, unknown>>('severities', {});
  return { severities, syntaxErrors: shared().syntaxErrors };
}

function middleware(repeats: Repeats, sortWorkspace: (part: WorkspacePart) => void): Middleware {
  return {
    handleDiagnostics: (uri, findings, next) => next(uri, repeats.take(uri, adjust(findings, wishes()))),
    provideDiagnostics: async (document, previous, token, next) => {
      const report = await next(document, previous, token);
      if (token.isCancellationRequested && previous !== undefined) {
        // The library makes an empty list of an answer that is no longer wanted.
        return { kind: vsdiag.DocumentDiagnosticReportKind.unChanged, resultId: previous };
      }
      const uri = 'uri' in document ? document.uri : document;
      if (report?.kind === vsdiag.DocumentDiagnosticReportKind.full) {
        report.items = repeats.take(uri, adjust(report.items, wishes()));
      } else {
        repeats.renew(uri);
      }
      return report;
    },
    sendRequest: async (type, param, token, next) => {
      const answer = await next(type, param, token);
      if (typeof type !== 'string' && type.method === WorkspaceDiagnosticRequest.method) {
        sortWorkspace(answer as WorkspacePart);
      }
      return answer;
    },
    provideInlayHints: async (document, range, token, next) => {
      const hints = await next(document, range, token);
      return shared().returnTypes ? hints : hints?.filter((hint) => typeof hint.label !== 'string' || !hint.label.startsWith(' ->'));
    },
    provideDocumentSymbols: (document, token, next) => (shared().navigation ? next(document, token) : null),
    provideWorkspaceSymbols: (query, token, next) => (shared().navigation ? next(query, token) : null),
    provideDefinition: (document, position, token, next) => (shared().navigation ? next(document, position, token) : null),
    provideReferences: (document, position, options, token, next) =>
      shared().navigation ? next(document, position, options, token) : null,
    provideDocumentHighlights: (document, position, token, next) =>
      shared().navigation ? next(document, position, token) : null,
    provideFoldingRanges: (document, options, token, next) => (shared().navigation ? next(document, options, token) : null),
    provideSelectionRanges: (document, positions, token, next) =>
      shared().navigation ? next(document, positions, token) : null,
    provideDocumentSemanticTokens: (document, token, next) => (shared().navigation ? next(document, token) : null),
    provideDocumentRangeSemanticTokens: (document, range, token, next) =>
      shared().navigation ? next(document, range, token) : null,
    prepareCallHierarchy: (document, position, token, next) =>
      shared().navigation ? next(document, position, token) : null,
  };
}
