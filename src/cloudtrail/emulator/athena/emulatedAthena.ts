import type { Clock } from '../../aws/clock';
import { TrailError } from '../../trail/trailError';
import { connectTrino, type Trino } from '../../trail/trino/engine';
import type { Caller } from '../auth/authenticate';
import { AwsServiceError } from '../aws/error';
import type { EmulatorFaults, FaultState } from '../faults/faults';
import { RateLimit } from '../lookup/rateLimit';
import { GLUE_CATALOG, trinoCatalogOf } from './catalog';
import { Execution } from './execution';
import { Executions, type AthenaPlace } from './executions';
import { hiveType } from './hiveType';
import {
  CALLS_PER_SECOND,
  DEFAULT_ACTIVE_QUERIES,
  type AthenaOperation,
  type EmulatedAthenaOptions,
  type EmulatedWorkgroup,
} from './options';
import { invalid, parseBody, parseResults, parseStart, required, type StartParameters } from './parameters';
import { resultPage } from './results';

/** Athena as far as the emulator goes: statements that select, run by a Trino, and the description of a table. */
export class EmulatedAthena {
  private readonly trino: Trino;
  private readonly trinoCatalog: string;
  private readonly executions = new Executions();
  private readonly limits: ReadonlyMap<string, RateLimit>;

  /** @throws TrailError when the Trino's URL cannot be right */
  constructor(
    private readonly options: EmulatedAthenaOptions,
    private readonly faults: FaultState,
    private readonly clock: Clock
  ) {
    this.trino = connectTrino({ url: options.trinoUrl, user: 'athena-emulator' });
    this.trinoCatalog = options.trinoCatalog ?? 'hive';
    this.limits = new Map(
      Object.entries(CALLS_PER_SECOND).map(([name, quota]) => [name, new RateLimit(options.callsPerSecond ?? quota)])
    );
  }

  knows(operation: string): operation is AthenaOperation {
    return this.limits.has(operation);
  }

  /** Takes a call of an operation's quota. @returns false: it is one too many */
  take(operation: AthenaOperation, { principal, region }: Caller, nowMs: number): boolean {
    return this.limits.get(operation)?.take(principal.account, region, nowMs) ?? true;
  }

  /** @throws AwsServiceError as Athena answers what it does not take */
  async answer(operation: AthenaOperation, body: string, place: AthenaPlace, faults: EmulatorFaults): Promise<unknown> {
    const input = parseBody(body);
    switch (operation) {
      case 'StartQueryExecution':
        return { QueryExecutionId: this.start(parseStart(input), place, faults).id };
      case 'GetQueryExecution':
        return { QueryExecution: this.executions.get(place, required(input, 'QueryExecutionId')).toWire() };
      case 'GetQueryResults': {
        const page = parseResults(input);
        return resultPage(this.executions.get(place, page.id), page);
      }
      case 'StopQueryExecution':
        this.executions.get(place, required(input, 'QueryExecutionId')).stop();
        return {};
      case 'GetTableMetadata':
        return this.tableMetadata(input);
    }
  }

  close(): void {
    this.executions.stopAll();
    this.trino.close();
  }

  private start(parameters: StartParameters, place: AthenaPlace, faults: EmulatorFaults): Execution {
    const known = this.executions.startedBy(place, parameters);
    if (known) {
      return known;
    }
    const workgroup = this.workgroup(parameters.workgroup);
    const outputLocation =
      workgroup.enforce === true ? workgroup.outputLocation : (parameters.outputLocation ?? workgroup.outputLocation);
    if (outputLocation === undefined) {
      throw invalid(
        'No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.'
      );
    }
    if (this.executions.active(place) >= (this.options.maxActiveQueries ?? DEFAULT_ACTIVE_QUERIES)) {
      throw new AwsServiceError(
        'TooManyRequestsException',
        'You have exceeded the limit for the number of queries you can run concurrently. Please reduce the number of concurrent queries submitted by this account.',
        400,
        { Reason: 'CONCURRENT_QUERY_LIMIT_EXCEEDED' }
      );
    }
    const isToFail = this.faults.turn('query fail', faults.queryFailEvery);
    const reused = this.executions.reusable(place, parameters, this.clock.now());
    const execution = new Execution(parameters, {
      trino: this.trino,
      trinoCatalog: this.trinoCatalog,
      clock: this.clock,
      outputLocation,
      ...(workgroup.bytesScannedCutoff === undefined ? {} : { bytesScannedCutoff: workgroup.bytesScannedCutoff }),
      ...(faults.queryDelayMs === undefined ? {} : { delayMs: faults.queryDelayMs }),
      ...(isToFail ? { failReason: faults.queryFailReason ?? 'GENERIC_INTERNAL_ERROR: null' } : {}),
      ...(reused ? { reused } : {}),
    });
    this.executions.add(place, execution);
    void execution.run();
    return execution;
  }

  private workgroup(name: string): EmulatedWorkgroup {
    const found = (this.options.workgroups ?? [{ name: 'primary' }]).find((workgroup) => workgroup.name === name);
    if (!found) {
      throw invalid(`WorkGroup ${name} is not found.`);
    }
    return found;
  }

  private async tableMetadata(input: Readonly<Record<string, unknown>>): Promise<unknown> {
    const catalog = required(input, 'CatalogName');
    const schema = required(input, 'DatabaseName');
    const table = required(input, 'TableName');
    const name = { catalog: trinoCatalogOf(catalog, this.trinoCatalog), schema, table };
    try {
      const { columns, properties } = await this.trino.describe(name, AbortSignal.timeout(DESCRIBE_TIMEOUT_MS));
      const ofKind = (isPartition: boolean) =>
        columns
          .filter((column) => column.isPartition === isPartition)
          .map((column) => ({ Name: column.name, Type: hiveType(column.type) }));
      return {
        TableMetadata: {
          Name: table.toLowerCase(),
          TableType: 'EXTERNAL_TABLE',
          Columns: ofKind(false),
          PartitionKeys: ofKind(true),
          Parameters: { EXTERNAL: 'TRUE', ...properties },
        },
      };
    } catch (error) {
      if (error instanceof TrailError && error.fault === 'no-table') {
        throw new AwsServiceError(
          'MetadataException',
          `EntityNotFoundException: Entity Not Found: ${catalog === GLUE_CATALOG ? '' : `${catalog}.`}${schema}.${table}`
        );
      }
      throw new AwsServiceError('InternalServerException', error instanceof Error ? error.message : '', 500);
    }
  }
}

const DESCRIBE_TIMEOUT_MS = 30_000;
