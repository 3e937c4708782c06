import { createElement, type ReactNode } from 'react';
import { lastValueFrom, map, of, type Observable } from 'rxjs';
import {
  type AdHocVariableFilter,
  CoreApp,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceGetTagKeysOptions,
  type DataSourceGetTagValuesOptions,
  type DataSourceInstanceSettings,
  type DataSourceWithLogsContextSupport,
  type DataSourceWithQueryModificationSupport,
  type DataSourceWithSupplementaryQueriesSupport,
  type DataSourceWithToggleableQueryFiltersSupport,
  type LogRowContextOptions,
  type LogRowModel,
  type MetricFindValue,
  type QueryFilterOptions,
  type QueryFixAction,
  type ScopedVars,
  type SupplementaryQueryOptions,
  SupplementaryQueryType,
  type TimeRange,
  type ToggleFilterAction,
} from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import type { RuleSelection } from '../contract/query';
import type { CheckResponse, EstimateResponse, RulesResponse } from '../contract/resources';
import type { TrailEngine } from '../contract/settings';
import { annotationSupport } from './annotations';
import { appParams } from './appParams';
import { type Client, type EstimateRequest, rangeMs, resourceClient, thatRun, wholeMinutes } from './client';
import { withDetectionLink } from './detectionLink';
import { LogContextChoice } from './LogContextChoice';
import { actorOf, contextQuery, nearest, type ContextBy } from './logContext';
import { hasVolume, volumeFrames, volumeQuery, volumeRequest } from './logVolume';
import { withPrincipalLink } from './principalLink';
import { defaultQuery } from './query/defaultQuery';
import { detailFilter, type DetailFilter } from './query/detailFilter';
import { displayText } from './query/displayText';
import type { Replace } from './query/expand';
import { fromAdHoc, hasFilter, modifyQuery, QUERY_MODIFICATIONS, toggleFilter } from './query/filters';
import { interpolate, interpolateSelection, lookupProblem } from './query/interpolate';
import { isEmpty, isUnfinished, migrate } from './query/migrate';
import { withRuleLink } from './ruleLink';
import type { SigtrailOptions, SigtrailQuery, SigtrailVariableQuery } from './types';
import { SigtrailVariableSupport } from './variables/variableSupport';
import { variableValues } from './variables/values';

/** The data source in the browser: it prepares queries; the backend answers them. */
export class SigtrailDataSource
  extends DataSourceWithBackend<SigtrailQuery, SigtrailOptions>
  implements
    DataSourceWithToggleableQueryFiltersSupport<SigtrailQuery>,
    DataSourceWithQueryModificationSupport<SigtrailQuery>,
    DataSourceWithLogsContextSupport<SigtrailQuery>,
    DataSourceWithSupplementaryQueriesSupport<SigtrailQuery>
{
  readonly client: Client;
  /** What alert rules and filters need of the settings. */
  readonly settings: Pick<SigtrailOptions, 'severityLabels' | 'settleMinutes'>;
  /** What reads its trail in S3; undefined where it has none. */
  readonly trailEngine: TrailEngine | undefined;
  annotations = annotationSupport;
  /** Kept from line to line, as long as the page. */
  private contextBy: ContextBy = 'accessKey';

  constructor(
    instanceSettings: DataSourceInstanceSettings<SigtrailOptions>,
    private readonly templateSrv: TemplateSrv = getTemplateSrv()
  ) {
    super(instanceSettings);
    const { severityLabels, settleMinutes, trail } = instanceSettings.jsonData;
    this.settings = { severityLabels, settleMinutes };
    this.trailEngine = trail?.engine;
    this.variables = new SigtrailVariableSupport(this);
    this.client = resourceClient(
      (path, params) => this.getResource(path, params, { showErrorAlert: false }),
      (path, body, abortSignal) => this.postResource(path, body, { showErrorAlert: false, abortSignal })
    );
  }

  /** Queries that CloudTrail could not answer as they are become errors of their refId; the others run. */
  override query(request: DataQueryRequest<SigtrailQuery>): Observable<DataQueryResponse> {
    const replace = this.replacer(request.scopedVars);
    const params = appParams(this.uid, request.range.raw);
    const problems = request.targets.flatMap((target) => {
      const message = this.filterQuery(target) ? lookupProblem(target, replace) : undefined;
      return message ? [{ refId: target.refId, message, status: 400 }] : [];
    });
    if (problems.length === 0) {
      return super
        .query(request)
        .pipe(map((response) => ({ ...response, data: this.prepared(response.data, params) })));
    }
    const wrong = new Set(problems.map(({ refId }) => refId));
    const targets = request.targets.filter(({ refId }) => !wrong.has(refId));
    const answer = targets.length > 0 ? super.query({ ...request, targets }) : of<DataQueryResponse>({ data: [] });
    return answer.pipe(
      map((response) => ({
        ...response,
        data: this.prepared(response.data, params),
        errors: [...(response.errors ?? []), ...problems],
      }))
    );
  }

  private prepared(frames: readonly DataFrame[], params: string): DataFrame[] {
    return volumeFrames(frames).map((frame) =>
      withRuleLink(withDetectionLink(withPrincipalLink(frame, this), params), params)
    );
  }

  override applyTemplateVariables(
    query: SigtrailQuery,
    scopedVars: ScopedVars,
    filters?: AdHocVariableFilter[]
  ): SigtrailQuery {
    const replaced = migrate(interpolate(migrate(query), this.replacer(scopedVars)));
    const adHoc = fromAdHoc(filters);
    return adHoc.length > 0 ? { ...replaced, filters: [...(replaced.filters ?? []), ...adHoc] } : replaced;
  }

  override interpolateVariablesInQueries(
    queries: SigtrailQuery[],
    scopedVars: ScopedVars,
    filters?: AdHocVariableFilter[]
  ): SigtrailQuery[] {
    return queries.map((query) => ({
      ...this.applyTemplateVariables(query, scopedVars, filters),
      datasource: this.getRef(),
    }));
  }

  override filterQuery(query: SigtrailQuery): boolean {
    return !query.hide && !isEmpty(query) && !isUnfinished(query);
  }

  override getDefaultQuery(app: CoreApp): Partial<SigtrailQuery> {
    return defaultQuery(app);
  }

  override getQueryDisplayText(query: SigtrailQuery): string {
    return displayText(migrate(query));
  }

  /** Alerting refuses queries with variables, which no one replaces there. */
  override targetContainsTemplate(query: SigtrailQuery): boolean {
    return this.templateSrv.containsTemplate(JSON.stringify(query));
  }

  override async getTagKeys(options?: DataSourceGetTagKeysOptions<SigtrailQuery>): Promise<MetricFindValue[]> {
    const { fields } = await this.client.fields(rangeMs(options?.timeRange));
    return fields.map(({ path }) => ({ text: path, value: path }));
  }

  override async getTagValues(options: DataSourceGetTagValuesOptions<SigtrailQuery>): Promise<MetricFindValue[]> {
    const { values } = await this.client.fieldValues(options.key, rangeMs(options.timeRange));
    return values.map(({ value }) => ({ text: value, value }));
  }

  /** What a dashboard variable lists. */
  async variableValues(
    query: SigtrailVariableQuery,
    scopedVars: ScopedVars = {},
    range?: TimeRange
  ): Promise<MetricFindValue[]> {
    const replace = this.replacer(scopedVars);
    const replaced: SigtrailVariableQuery = {
      ...query,
      ...(query.field ? { field: replace(query.field) } : {}),
      ...(query.rules ? { rules: interpolateSelection(query.rules, replace) } : {}),
    };
    return variableValues(this.client, replaced, rangeMs(range));
  }

  /** The catalogue's rules that a query of the selection runs, its variables replaced. */
  async selectedRules(selection: RuleSelection = {}): Promise<RulesResponse> {
    const asked = interpolateSelection(selection, this.replacer({}));
    const answer = await this.client.rules(asked);
    return { ...answer, rules: thatRun(answer.rules, asked) };
  }

  /** Problems of an inline rule, its variables replaced. */
  async checkRule(query: SigtrailQuery): Promise<CheckResponse> {
    return this.client.checkRule(interpolate(query, this.replacer({})).rule ?? '');
  }

  /**
   * What to ask for an estimate of the query as it would be sent, over the range, or else the last hour; undefined for a
   * query that would not be sent, or that looks nothing up.
   */
  estimateRequest(query: SigtrailQuery, range?: TimeRange): EstimateRequest | undefined {
    const sent = this.applyTemplateVariables(query, {});
    const looksUp = sent.queryType !== 'rules' && this.filterQuery(sent) && !lookupProblem(query, this.replacer({}));
    const now = Date.now();
    return looksUp
      ? { query: sent, ...wholeMinutes(rangeMs(range) ?? { fromMs: now - 3_600_000, toMs: now }) }
      : undefined;
  }

  /** What the query asks of CloudTrail; undefined where its own rule has errors, so that it could not run. */
  async estimate(request: EstimateRequest, signal?: AbortSignal): Promise<EstimateResponse | undefined> {
    const { rule } = request.query;
    const problems = rule === undefined ? [] : (await this.client.checkRule(rule)).problems;
    const runs = problems.every(({ severity }) => severity !== 'error') && !signal?.aborted;
    return runs ? this.client.estimate(request, signal) : undefined;
  }

  /** Where undefined, or without this, Grafana draws the lines that a query returned. */
  getSupportedSupplementaryQueryTypes(request?: DataQueryRequest): SupplementaryQueryType[] {
    return hasVolume((request?.targets ?? []) as SigtrailQuery[]) ? [SupplementaryQueryType.LogsVolume] : [];
  }

  getSupplementaryQuery({ type }: SupplementaryQueryOptions, query: SigtrailQuery): SigtrailQuery | undefined {
    return type === SupplementaryQueryType.LogsVolume ? volumeQuery(query) : undefined;
  }

  getSupplementaryRequest(
    type: SupplementaryQueryType,
    request: DataQueryRequest<SigtrailQuery>
  ): DataQueryRequest<SigtrailQuery> | undefined {
    return type === SupplementaryQueryType.LogsVolume ? volumeRequest(request) : undefined;
  }

  toggleQueryFilter(query: SigtrailQuery, { type, options }: ToggleFilterAction): SigtrailQuery {
    const filter = this.detailFilter(options);
    return filter ? toggleFilter(query, type, filter) : query;
  }

  queryHasFilter(query: SigtrailQuery, options: QueryFilterOptions): boolean {
    const filter = this.detailFilter(options);
    return filter ? hasFilter(query, filter) : false;
  }

  modifyQuery(query: SigtrailQuery, { type, options }: QueryFixAction): SigtrailQuery {
    const filter = options && this.detailFilter(options);
    return filter ? modifyQuery(query, type, filter) : query;
  }

  getSupportedQueryModifications(): string[] {
    return QUERY_MODIFICATIONS;
  }

  async getLogRowContextQuery(row: LogRowModel, options?: LogRowContextOptions, query?: SigtrailQuery) {
    return contextQuery(row, options, query, this.contextBy).query;
  }

  getLogRowContext = async (
    row: LogRowModel,
    options?: LogRowContextOptions,
    origin?: SigtrailQuery
  ): Promise<DataQueryResponse> => {
    const { query, range, limit } = contextQuery(row, options, origin, this.contextBy);
    const answer = await lastValueFrom(
      this.query({
        requestId: `context-${row.uid}-${options?.direction ?? ''}`,
        app: CoreApp.Explore,
        interval: '1m',
        intervalMs: 60_000,
        range,
        scopedVars: options?.scopedVars ?? {},
        startTime: Date.now(),
        targets: [query],
        timezone: 'utc',
      })
    );
    return { ...answer, data: answer.data.map((frame: DataFrame) => nearest(frame, limit, options?.direction)) };
  };

  getLogRowContextUi(row: LogRowModel, runContextQuery?: () => void): ReactNode {
    return createElement(LogContextChoice, {
      key: row.uid,
      actor: actorOf(row),
      initial: this.contextBy,
      onChange: (by) => {
        this.contextBy = by;
        runContextQuery?.();
      },
    });
  }

  private detailFilter({ key = '', value = '' }: Partial<Record<string, string>>): DetailFilter | undefined {
    // The cells of a table are not all texts.
    return detailFilter(key, String(value), this.settings.severityLabels);
  }

  private replacer(scopedVars: ScopedVars): Replace {
    return (text, format) => this.templateSrv.replace(text, scopedVars, format);
  }
}
