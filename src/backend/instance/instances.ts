import { isDeepStrictEqual } from 'node:util';
import {
  identityKey,
  LookupSource,
  PacerPool,
  proxySecrets,
  systemClock,
  type AwsSettings,
  type Clock,
  type EventStore,
  type LookupClient,
  type Place,
  type ResolvedAccount,
  type SpentStatement,
  type SqlEngine,
} from '../../cloudtrail';
import type { RuleSource } from '../../sigma';
import { InlineRules } from '../evaluate/inlineRules';
import { BackfillLog } from '../metrics/backfillLog';
import { createMetrics, type Metrics } from '../metrics/metrics';
import { NewestLook } from '../metrics/newestLook';
import type { DataSourceInstance, PluginContext } from '../protocol/handlers';
import { spellEventName } from '../rules/catalogue';
import { MatchPool } from '../matching/matchPool';
import type { MatchingOptions } from '../rules/ruleBook';
import { RuleLibrary } from '../rules/ruleLibrary';
import { parseSettings } from '../settings/parseSettings';
import { Secrets } from '../settings/secrets';
import type { SettingProblem, Settings } from '../settings/settings';
import type { TrailSettings } from '../settings/trailSettings';
import type { Instance } from './instance';
import { keepWarm } from './keepWarm';
import { errorFields, type Logger } from './logger';
import { openStore } from './openStore';
import { openTrail, type OpenedTrail } from './openTrail';

export interface InstancesOptions {
  readonly bundledRules: readonly RuleSource[];
  readonly logger: Logger;
  readonly clock?: Clock;
  /** Learns the secrets of every data source in use. */
  readonly secrets?: Secrets;
  /** See LookupSourceOptions. */
  readonly freshSeconds?: number;
  /** See openStore. */
  readonly storeFolder?: string;
  /** Code of the thread that runs rules over many events (matching/matchWorker.ts); absent: no such thread. */
  readonly matchWorker?: string;
  readonly connect?: (place: Place, account: ResolvedAccount) => LookupClient;
  /** How a trail is reached; absent: Athena or Trino, as the settings say. */
  readonly connectTrail?: (trail: TrailSettings) => SqlEngine;
}

/** What a resource or query needs a data source for, and has none. */
export class NoDataSourceError extends Error {
  override readonly name = 'NoDataSourceError';
}

/** Grafana keeps the time of a change in whole seconds, and a user may change two settings within one. */
function isSame(held: DataSourceInstance, given: DataSourceInstance): boolean {
  return (
    held.updatedMs === given.updatedMs &&
    isDeepStrictEqual(held.jsonData, given.jsonData) &&
    isDeepStrictEqual(held.secureJsonData, given.secureJsonData)
  );
}

const CLOSE_AFTER_MS = 120_000;

interface Held {
  readonly settings: DataSourceInstance;
  readonly instance: Instance;
}

/** The data sources in use, by uid: built at first use, and anew when their settings change. */
export class Instances {
  readonly metrics: Metrics;
  private readonly held = new Map<string, Held>();
  /** By AWS identity and retention: a changed pacing or rule folder keeps what was fetched. */
  private readonly stores = new Map<string, EventStore>();
  private readonly pacers: PacerPool;
  private readonly pool?: MatchPool;
  private readonly secrets: Secrets;
  private readonly clock: Clock;

  constructor(private readonly options: InstancesOptions) {
    this.clock = options.clock ?? systemClock;
    this.pacers = new PacerPool(this.clock);
    if (options.matchWorker) {
      this.pool = new MatchPool(options.matchWorker, (error) =>
        options.logger.warn('rules are run without a thread of their own', errorFields(error, String))
      );
    }
    this.secrets = options.secrets ?? new Secrets();
    this.metrics = createMetrics(() => [...this.held.values()].map(({ instance }) => instance));
  }

  /** @throws NoDataSourceError where the call names none */
  get(context: PluginContext): Instance {
    const { dataSource, orgId } = context;
    if (!dataSource) {
      throw new NoDataSourceError('The call names no data source. Call it through a data source of this plugin.');
    }
    const key = `${orgId} ${dataSource.uid}`;
    const held = this.held.get(key);
    if (held && isSame(held.settings, dataSource)) {
      return held.instance;
    }
    const instance = this.build(dataSource, orgId);
    held?.instance.retire();
    this.held.set(key, { settings: dataSource, instance });
    return instance;
  }

  dispose(): void {
    this.pool?.close();
    for (const { instance } of this.held.values()) {
      instance.dispose();
    }
    this.stores.forEach((store) => store.close());
    this.held.clear();
    this.stores.clear();
  }

  private build(dataSource: DataSourceInstance, orgId: number): Instance {
    const { settings, problems: found } = parseSettings(dataSource.jsonData, dataSource.secureJsonData);
    const problems = [...found];
    const { logger } = this.options;
    const { redact } = this.secrets;
    this.secrets.add([
      ...Object.values(dataSource.secureJsonData),
      settings.aws.externalId,
      ...proxySecrets(settings.aws.proxy),
      // As a Basic header has it.
      ...(settings.trail?.password ? [`${settings.trail.user ?? ''}:${settings.trail.password}`] : []),
      ...settings.aws.accounts.map(({ externalId }) => externalId),
    ]);
    const store = this.store(`${orgId} ${dataSource.uid}`, settings);
    const { metrics, clock } = this;
    const looks = new NewestLook(store);
    const backfills = new BackfillLog(logger, dataSource.uid, () => clock.now());
    const aws: AwsSettings = {
      ...settings.aws,
      onCredentials: ({ secretAccessKey, sessionToken }) => this.secrets.addSession([secretAccessKey, sessionToken]),
    };
    const onStatement = metrics.statement(orgId, dataSource.uid);
    const opened = this.trail(`${orgId} ${dataSource.uid}`, { ...settings, aws }, problems, onStatement);
    const source = new LookupSource({
      aws,
      regions: settings.regions,
      spelling: { spellEventName },
      store,
      pacers: this.pacers,
      requestsPerSecond: settings.requestsPerSecond,
      maxEvents: settings.maxEventsPerQuery,
      settleSeconds: settings.settleMinutes * 60,
      // What is kept warm is what was asked within a day.
      ...(settings.keepWarm ? { keepSeconds: 86_400 } : {}),
      observer: {
        ...metrics.collector,
        progress(place, lookup) {
          looks.progress(place, lookup);
          backfills.progress(place, lookup);
        },
      },
      clock,
      ...(this.options.freshSeconds === undefined ? {} : { freshSeconds: this.options.freshSeconds }),
      ...(this.options.connect ? { connect: this.options.connect } : {}),
    });
    const stopWarming = settings.keepWarm
      ? keepWarm({
          source,
          settings,
          clock,
          onError: (error) => logger.warn('looking for new events failed', errorFields(error, redact)),
        })
      : () => undefined;
    let ruleCount = 0;
    const matching: MatchingOptions = {
      ...(this.pool ? { pool: this.pool } : {}),
      onLookup: (known) => metrics.matched(known ? 1 : 0, known ? 0 : 1),
    };
    const library = new RuleLibrary({
      matching,
      rulePaths: settings.rulePaths,
      overrides: settings.ruleOverrides,
      bundled: settings.bundledRules ? this.options.bundledRules : [],
      onLoaded: ({ byKey, ruleSet, fileProblems }, seconds) => {
        ruleCount = byKey.size;
        metrics.rulesLoaded(seconds);
        logger.info('rules loaded', {
          datasource: dataSource.uid,
          rules: ruleSet.rules.length,
          correlations: ruleSet.correlations.length,
          problems: ruleSet.problems.length + fileProblems.length,
        });
      },
    });
    return {
      orgId,
      uid: dataSource.uid,
      name: dataSource.name,
      settings,
      problems: problems.map((problem) => ({ ...problem, message: redact(problem.message) })),
      source,
      ...(opened ? { trail: opened.trail } : {}),
      store,
      inline: new InlineRules(matching),
      rules: () => library.current(),
      reloadRules: () => library.refresh(),
      ruleCount: () => ruleCount,
      now: () => clock.now(),
      newestLook: (place) => looks.of(place),
      observe: { scan: metrics.scan, evaluated: metrics.evaluated, matched: metrics.matched },
      redact,
      logInfo: (message, fields) => logger.info(message, { datasource: dataSource.uid, ...fields }),
      logError: (message, error) =>
        logger.error(message, { datasource: dataSource.uid, ...errorFields(error, redact) }),
      retire() {
        stopWarming();
        library.stop();
        // Queries that are under way still answer from the old settings.
        setTimeout(() => {
          source.close();
          opened?.trail.close();
        }, settings.lookupTimeoutSeconds * 1000).unref();
        setTimeout(() => opened?.store.close(), CLOSE_AFTER_MS).unref();
      },
      dispose() {
        stopWarming();
        library.stop();
        source.close();
        opened?.trail.close();
        opened?.store.close();
      },
    };
  }

  /** The trail of the settings; what the engine's client says of them is a problem like any other. */
  private trail(
    owner: string,
    settings: Settings,
    problems: SettingProblem[],
    onStatement: (statement: SpentStatement) => void
  ): OpenedTrail | undefined {
    const { trail } = settings;
    if (!trail) {
      return undefined;
    }
    try {
      return openTrail(
        owner,
        { ...settings, trail },
        {
          storeFolder: this.options.storeFolder,
          clock: this.clock,
          onNote: (note) => this.options.logger.warn(note),
          onStatement,
          connect: this.options.connectTrail,
        }
      );
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      problems.push({ setting: 'trail', message: `trail: ${message}`, severity: 'error' });
      return undefined;
    }
  }

  private store(owner: string, settings: Settings): EventStore {
    const { settleMinutes, retentionDays, storePath } = settings;
    const key = JSON.stringify([owner, identityKey(settings.aws), settleMinutes, retentionDays, storePath]);
    const known = this.stores.get(key);
    if (known) {
      return known;
    }
    for (const [other, store] of this.stores) {
      if ((JSON.parse(other) as string[])[0] === owner) {
        this.stores.delete(other);
        // Queries that are under way still read from it.
        setTimeout(() => store.close(), CLOSE_AFTER_MS).unref();
      }
    }
    const opened = openStore(owner, settings, this.options.storeFolder, {
      now: () => this.clock.now(),
      onNote: (note) => this.options.logger.warn(note),
    });
    this.stores.set(key, opened);
    return opened;
  }
}
