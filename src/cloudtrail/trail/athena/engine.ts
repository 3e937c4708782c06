import { GetTableMetadataCommand } from '@aws-sdk/client-athena';
import { TrailError } from '../trailError';
import type { SqlEngine, TableInfo, TableName } from '../types';
import { athenaCalls, type AthenaCalls } from './calls';
import { AthenaQuery } from './query';
import type { AthenaSettings } from './settings';

/** AWS's limit of a statement. */
const MAX_STATEMENT_BYTES = 262_144;
const DESCRIBE_FOR_MS = 60_000;

/** Athena as the engine of a trail. Nothing is asked of it before the first statement. */
export function createAthenaEngine(settings: AthenaSettings): SqlEngine {
  const calls = athenaCalls(settings);
  const closing = new AbortController();
  return {
    kind: 'athena',
    maxStatementBytes: MAX_STATEMENT_BYTES,
    describe: (table, signal) => describeTable(calls, settings, table, AbortSignal.any([signal, closing.signal])),
    run(statement, options) {
      const query = new AthenaQuery(calls, settings, statement, {
        ...options,
        signal: AbortSignal.any([options.signal, closing.signal]),
      });
      return { pages: query.pages(), stats: () => query.stats() };
    },
    close() {
      closing.abort(new TrailError('cancelled', 'Closed', 'The statement was stopped: the settings have changed.'));
      // What is stopped at Athena by this goes out first.
      setTimeout(() => calls.close(), CLOSE_AFTER_MS).unref();
    },
  };
}

const CLOSE_AFTER_MS = 10_000;

async function describeTable(
  calls: AthenaCalls,
  { workgroup }: AthenaSettings,
  { catalog, schema, table }: TableName,
  signal: AbortSignal
): Promise<TableInfo> {
  const command = new GetTableMetadataCommand({
    CatalogName: catalog,
    DatabaseName: schema,
    TableName: table,
    ...(workgroup ? { WorkGroup: workgroup } : {}),
  });
  const { TableMetadata: found } = await calls.call(
    'GetTableMetadata',
    (client) => client.send(command, { abortSignal: signal }),
    signal,
    { throttledMs: DESCRIBE_FOR_MS }
  );
  const columns = [
    ...(found?.Columns ?? []).map((column) => ({ ...column, isPartition: false })),
    ...(found?.PartitionKeys ?? []).map((column) => ({ ...column, isPartition: true })),
  ].map(({ Name, Type = '', isPartition }) => ({ name: Name ?? '', type: Type, isPartition }));
  return { columns, properties: found?.Parameters ?? {} };
}
