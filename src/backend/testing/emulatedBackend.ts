import { DEFAULT_ACCESS_KEY, DEFAULT_SECRET_KEY, startEmulator, type Emulator } from '../../cloudtrail/emulator';
import type { EmulatorAccount } from '../../cloudtrail/emulator/auth/accounts';
import { FastClock } from '../../cloudtrail/testing/fastClock';
import type { RuleSource } from '../../sigma';
import { createHandlers } from '../handlers';
import type { Logger } from '../instance/logger';
import type { Frame } from '../frames/frame';
import type { DataResponse, PluginContext, PluginHandlers, QueryDataRequest } from '../protocol/handlers';

export interface EmulatedBackendOptions {
  readonly accounts?: readonly EmulatorAccount[];
  readonly jsonData?: Record<string, unknown>;
  readonly secureJsonData?: Record<string, string>;
  /** Bundled rules: file → text. */
  readonly rules?: Record<string, string>;
  /** Folder of the event store; `memory` unless given. */
  readonly storeFolder?: string;
  /** Time runs so many times as fast, for the backend and the emulator alike. Default 1. */
  readonly speed?: number;
  /** In place of a clock of that speed. */
  readonly clock?: FastClock;
  /** LookupEvents requests a second that the emulator allows for each account and region; AWS's 2 unless given. */
  readonly requestsPerSecond?: number;
}

/** The whole backend over the emulator: real SDK, sockets and signatures, in time that runs as fast as a test wants. */
export class EmulatedBackend {
  private constructor(
    readonly emulator: Emulator,
    readonly handlers: PluginHandlers,
    readonly clock: FastClock,
    readonly context: PluginContext,
    readonly logs: string[]
  ) {}

  static async start(options: EmulatedBackendOptions = {}): Promise<EmulatedBackend> {
    const clock = options.clock ?? new FastClock(options.speed ?? 1);
    const emulator = await startEmulator({
      clock,
      ...(options.accounts ? { accounts: options.accounts } : {}),
      ...(options.requestsPerSecond === undefined ? {} : { requestsPerSecond: options.requestsPerSecond }),
    });
    const logs: string[] = [];
    const log = (message: string, fields?: unknown) => logs.push(`${message} ${JSON.stringify(fields ?? {})}`);
    const logger: Logger = { debug: log, info: log, warn: log, error: log };
    const bundledRules: RuleSource[] = Object.entries(options.rules ?? {}).map(([file, text]) => ({
      file,
      text,
      origin: 'bundled',
    }));
    const handlers = createHandlers({ bundledRules, logger, clock, storeFolder: options.storeFolder ?? 'memory' });
    const context: PluginContext = {
      orgId: 1,
      pluginId: 'sigtrail-cloudtrail-datasource',
      grafanaConfig: {},
      dataSource: {
        id: 1,
        uid: 'emulated',
        name: 'Emulated',
        url: '',
        updatedMs: 1,
        jsonData: {
          authType: 'keys',
          defaultRegion: 'us-east-1',
          regions: ['us-east-1'],
          endpoint: emulator.url,
          ...options.jsonData,
        },
        secureJsonData: { accessKey: DEFAULT_ACCESS_KEY, secretKey: DEFAULT_SECRET_KEY, ...options.secureJsonData },
      },
    };
    return new EmulatedBackend(emulator, handlers, clock, context, logs);
  }

  /** Queries of one request, refIds A, B, …; over the last hour of the clock unless said otherwise. */
  async queries(
    models: ReadonlyArray<Record<string, unknown>>,
    options: { fromMs?: number; toMs?: number; alert?: boolean; signal?: AbortSignal } = {}
  ): Promise<DataResponse[]> {
    const toMs = options.toMs ?? this.clock.now();
    const request: QueryDataRequest = {
      context: this.context,
      headers: options.alert ? { fromalert: 'true' } : {},
      queries: models.map((model, index) => ({
        refId: `Q${index}`,
        queryType: '',
        fromMs: options.fromMs ?? toMs - 3_600_000,
        toMs,
        intervalMs: 60_000,
        maxDataPoints: 1000,
        model,
      })),
    };
    const answers = await this.handlers.queryData(request, options.signal ?? new AbortController().signal);
    return models.map((_, index) => answers.get(`Q${index}`) ?? { frames: [], error: 'no answer' });
  }

  async query(
    model: Record<string, unknown>,
    options: { fromMs?: number; toMs?: number; alert?: boolean; signal?: AbortSignal } = {}
  ): Promise<DataResponse> {
    const [response] = await this.queries([model], options);
    return response;
  }

  async close(): Promise<void> {
    await this.handlers.dispose();
    await this.emulator.close();
  }
}

/** A column of a frame; empty where there is none of that name. */
export function columnOf(frame: Frame | undefined, name: string): unknown[] {
  return Array.from((frame?.fields.find((field) => field.name === name)?.values ?? []) as ArrayLike<unknown>);
}
