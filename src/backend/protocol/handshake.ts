import { writeSync } from 'node:fs';

/** The application's protocol version: Grafana speaks 2 only. */
export const PROTOCOL_VERSION = 2;
/** go-plugin's own version. */
const CORE_PROTOCOL_VERSION = 1;
const COOKIE_NAME = 'grafana_plugin_type';
const COOKIE_VALUE = 'datasource';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the plugin listens. */
export interface Address {
  readonly network: 'unix' | 'tcp';
  /** A socket's path, or host:port. */
  readonly address: string;
}

/**
 * Says why this process was not started by a Grafana server that it can talk to; undefined when it was.
 * The cookie is no secret: it tells a person who runs the file by hand what the file is.
 */
export function handshakeProblem(env: Environment): string | undefined {
  if (env[COOKIE_NAME] !== COOKIE_VALUE) {
    return (
      'This file is the backend of the Grafana data source "CloudTrail (Sigma)". Grafana starts it by itself: ' +
      'put the plugin’s folder into Grafana’s plugin folder and restart Grafana. For a command line use `sigtrail`.'
    );
  }
  const offered = env.PLUGIN_PROTOCOL_VERSIONS;
  if (offered && !offered.split(',').some((version) => Number(version) === PROTOCOL_VERSION)) {
    return (
      `This Grafana speaks plugin protocol ${offered}, the plugin speaks ${PROTOCOL_VERSION}: ` +
      'use a version of Grafana that the plugin names in its README.'
    );
  }
  return undefined;
}

/** The line that tells the host where the plugin listens. */
export function handshakeLine({ network, address }: Address): string {
  return `${CORE_PROTOCOL_VERSION}|${PROTOCOL_VERSION}|${network}|${address}|grpc\n`;
}

/**
 * Writes the handshake line to standard output, in one synchronous write: whatever else writes there must not come
 * between, and the host waits for it.
 */
export function writeHandshake(address: Address): void {
  writeSync(1, handshakeLine(address));
}
