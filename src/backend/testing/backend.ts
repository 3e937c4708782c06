import { FakeTrail, type FakeEvent } from '../../cloudtrail/testing/fakeTrail';
import { VirtualClock } from '../../cloudtrail/testing/virtualClock';
import type { SqlEngine } from '../../cloudtrail';
import type { RuleSource } from '../../sigma';
import { createHandlers } from '../handlers';
import type { Logger } from '../instance/logger';
import type { DataResponse, HealthResult, PluginContext, PluginHandlers, ResourceResponse } from '../protocol/handlers';

/** 2026-06-01T12:00:00Z, the time at which tests start. */
export const NOW_S = Date.UTC(2026, 5, 1, 12) / 1000;
export const ACCOUNT = '111111111111';
const HOUR_MS = 3_600_000;

export interface BackendOptions {
  readonly storeFolder?: string;
  readonly jsonData?: Record<string, unknown>;
  readonly secureJsonData?: Record<string, string>;
  /** Bundled rules: file → text. */
  readonly rules?: Record<string, string>;
  /** Region → events. */
  readonly events?: Record<string, FakeEvent[]>;
  /** What reads the trail of the settings. */
  readonly sql?: SqlEngine;
}
export interface QueryOptions {
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly intervalMs?: number;
  readonly alert?: boolean;
}

/** The whole backend over fake trails, in virtual time. */
export class TestBackend {
  readonly clock = new VirtualClock(NOW_S * 1000);
  readonly trails = new Map<string, FakeTrail>();
  readonly logs: string[] = [];
  readonly handlers: PluginHandlers;
  /** Changing it means new settings. */
  updatedMs = 1;
  jsonData: Record<string, unknown>;
  /** The user's role in the organisation; undefined: the call has no user. */
  role: string | undefined = 'Viewer';
  private readonly secureJsonData: Record<string, string>;

  constructor(options: BackendOptions = {}) {
    this.jsonData = {
      defaultRegion: 'eu-central-1',
      regions: Object.keys(options.events ?? { 'eu-central-1': [] }),
      // The role's ARN tells the account's id without STS.
      assumeRoleArn: `arn:aws:iam::${ACCOUNT}:role/audit`,
      ...options.jsonData,
    };
    this.secureJsonData = options.secureJsonData ?? {};
    for (const [region, events] of Object.entries(options.events ?? {})) {
      this.trail(region).add(...events);
    }
    const bundledRules: RuleSource[] = Object.entries(options.rules ?? {}).map(([file, text]) => ({
      file,
      text,
      origin: 'bundled',
    }));
    const log = (message: string, fields?: unknown) => this.logs.push(`${message} ${JSON.stringify(fields ?? {})}`);
    const logger: Logger = { debug: log, info: log, warn: log, error: log };
    const { sql } = options;
    this.handlers = createHandlers({
      bundledRules,
      logger,
      storeFolder: options.storeFolder ?? 'memory',
      clock: this.clock,
      connect: ({ region }) => this.trail(region),
      ...(sql ? { connectTrail: () => sql } : {}),
    });
  }

  trail(region: string): FakeTrail {
    let trail = this.trails.get(region);
    if (!trail) {
      trail = new FakeTrail({ account: ACCOUNT, region }, this.clock);
      this.trails.set(region, trail);
    }
    return trail;
  }

  get context(): PluginContext {
    return {
      orgId: 1,
      pluginId: 'sigtrail-cloudtrail-datasource',
      ...(this.role === undefined ? {} : { user: { login: 'tester', name: '', email: '', role: this.role } }),
      grafanaConfig: {},
      dataSource: {
        id: 1,
        uid: 'sigtrail',
        name: 'CloudTrail',
        url: '',
        jsonData: this.jsonData,
        secureJsonData: this.secureJsonData,
        updatedMs: this.updatedMs,
      },
    };
  }

  /** One query, over the last hour unless said otherwise. */
  async query(model: Record<string, unknown>, options: QueryOptions = {}): Promise<DataResponse> {
    const [response] = await this.queries([model], options);
    return response;
  }

  async queries(models: Array<Record<string, unknown>>, options: QueryOptions = {}): Promise<DataResponse[]> {
    const toMs = options.toMs ?? this.clock.now();
    const answers = await this.clock.run(
      this.handlers.queryData(
        {
          context: this.context,
          headers: options.alert ? { fromalert: 'true' } : {},
          queries: models.map((model, index) => ({
            refId: String.fromCharCode(65 + index),
            queryType: '',
            fromMs: options.fromMs ?? toMs - HOUR_MS,
            toMs,
            intervalMs: options.intervalMs ?? 900_000,
            maxDataPoints: 1000,
            model,
          })),
        },
        new AbortController().signal
      )
    );
    return models.map((_, index) => answers.get(String.fromCharCode(65 + index)) ?? { frames: [], error: 'no answer' });
  }

  health(): Promise<HealthResult> {
    return this.clock.run(this.handlers.checkHealth(this.context, new AbortController().signal));
  }

  /** @param target path with its query string */
  async resource(
    method: string,
    target: string,
    body?: unknown,
    headers: Record<string, string> = {}
  ): Promise<ResourceResponse & { json: Record<string, unknown> }> {
    const [path, query] = target.split('?');
    const response = await this.clock.run(
      this.handlers.callResource(
        {
          context: this.context,
          method,
          path,
          query: new URLSearchParams(query ?? ''),
          headers,
          body: new TextEncoder().encode(
            body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
          ),
        },
        new AbortController().signal
      )
    );
    const text = typeof response.body === 'string' ? response.body : new TextDecoder().decode(response.body);
    const isJson = text !== '' && response.headers?.['content-type'] === 'application/json';
    return { ...response, json: isJson ? (JSON.parse(text) as Record<string, unknown>) : {} };
  }
}
