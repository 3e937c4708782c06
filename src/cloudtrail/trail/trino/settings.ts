import { isIP } from 'node:net';
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
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw wrongUrl('The URL of Trino is not one. Give it as https://HOST:PORT.');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw wrongUrl(`Trino is reached over https, not ${url.protocol.slice(0, -1)}. Give its URL as https://HOST:PORT.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw wrongUrl('The URL of Trino holds a user or a password. Enter them in their own settings.');
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw wrongUrl(
      'The URL of Trino ends after the port. Give it as https://HOST:PORT; the table has its own setting.'
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw wrongUrl(
      `Plain HTTP goes to this machine alone: the connection to ${url.hostname} would show passwords and records to the network. ` +
        'Use https://, and configure TLS at Trino or a proxy before it.'
    );
  }
  return url;
}

function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  // URL has written every form of an IPv4 address anew: 127.0.0.1.
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function wrongUrl(message: string): TrailError {
  return new TrailError('other', 'InvalidUrl', message);
}
