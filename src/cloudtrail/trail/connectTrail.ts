import { credentialsFor } from '../aws/credentials';
import type { AwsSettings } from '../aws/settings';
import { createAthenaEngine } from './athena/engine';
import { createTrinoEngine } from './trino/engine';
import type { SqlEngine, TableName } from './types';

/** Where a trail is read; see the data source's settings. */
export interface TrailConnection {
  readonly engine: SqlEngine['kind'];
  readonly table: TableName;
  /** Athena. */
  readonly region: string;
  readonly workgroup?: string;
  readonly outputLocation?: string;
  /** Trino. */
  readonly url?: string;
  readonly user?: string;
  readonly password?: string;
  readonly token?: string;
  /** Bytes that one statement may scan; absent: no limit. */
  readonly maxScannedBytesPerQuery?: number;
}

/**
 * The engine that reads a trail. Nothing is asked of it yet.
 *
 * @param aws Athena is called with the data source's own credentials
 * @throws TrailError where the settings cannot be right
 */
export function connectTrail(trail: TrailConnection, aws: AwsSettings): SqlEngine {
  const { maxScannedBytesPerQuery: limit } = trail;
  const limits = limit === undefined ? {} : { maxScannedBytes: limit };
  if (trail.engine === 'trino') {
    const { url = '', user, password, token } = trail;
    return createTrinoEngine({
      url,
      ...limits,
      ...(user === undefined ? {} : { user }),
      ...(password === undefined ? {} : { password }),
      ...(token === undefined ? {} : { token }),
    });
  }
  const { region, workgroup, outputLocation, table } = trail;
  return createAthenaEngine({
    region,
    credentials: credentialsFor(aws, { kind: 'own' }),
    catalog: table.catalog,
    database: table.schema,
    ...limits,
    ...(workgroup === undefined ? {} : { workgroup }),
    ...(outputLocation === undefined ? {} : { outputLocation }),
    ...(aws.endpoint === undefined ? {} : { endpoint: aws.endpoint }),
    ...(aws.proxy === undefined ? {} : { proxy: aws.proxy }),
    ...(aws.proxy === undefined ? {} : { proxy: aws.proxy }),
  });
}

/** What makes two connections see the same events. Holds no secret. */
export function trailIdentity({ engine, table, region, workgroup, url, user }: TrailConnection): string {
  return JSON.stringify([engine, table, engine === 'athena' ? [region, workgroup] : [url, user]]);
}
