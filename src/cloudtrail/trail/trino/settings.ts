import { readTrinoUrl } from '../../../contract/trinoUrl';
import { TrailError } from '../trailError';
import type { Clock } from '../../aws/clock';

/** How to reach a Trino. */
export interface TrinoSettings {
  /** `https://trino.example.com:8443`; plain HTTP to a loopback address alone. */
  readonly url: string;
  /** Who runs the statements, as Trino's access control and its list of queries show it. Default `sigtrail`. */
  readonly user?: string;
  /** Of `user`. */
  readonly password?: string;
  /** A bearer token (JWT, OAuth), in place of a password. */
  readonly token?: string;
  /** Certificates in PEM that the server's is signed by, beside the usual ones. */
  readonly ca?: string;
  /** Trino stops a statement that reads more of the table. */
  readonly maxScannedBytes?: number;
  /** The time of waits; the system's unless a test lets it run faster. */
  readonly clock?: Clock;
}

export const DEFAULT_USER = 'sigtrail';

/**
 * The server's origin, `https://HOST:PORT`.
 *
 * @throws TrailError when passwords, statements or records would go over a network in the clear, or it is no such URL
 */
export function trinoOrigin(text: string): URL {
  const read = readTrinoUrl(text);
  if ('problem' in read) {
    throw new TrailError('other', 'InvalidUrl', read.problem);
  }
  return read.url;
}
