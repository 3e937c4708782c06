import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ServerCredentials, type Server } from '@grpc/grpc-js';
import type { Address } from './handshake';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Listening extends Address {
  /** Removes what listening left in the file system. */
  cleanUp(): void;
}

/** `sun_path` holds 108 bytes on Linux, 104 on macOS; the last one is a zero. */
const MAX_SOCKET_PATH = 103;
const WINDOWS_PORTS_TRIED = 64;

/**
 * Binds the server where go-plugin expects it: a Unix socket that only this user can reach, on Windows a local port
 * within the host's range.
 *
 * @throws Error when no place can be bound; the message says which were tried
 */
export function listen(
  server: Server,
  env: Environment,
  platform: NodeJS.Platform = process.platform
): Promise<Listening> {
  return platform === 'win32' ? listenOnPort(server, env) : listenOnSocket(server, env);
}

async function listenOnSocket(server: Server, env: Environment): Promise<Listening> {
  const failures: string[] = [];
  for (const folder of [...new Set([env.PLUGIN_UNIX_SOCKET_DIR, tmpdir(), '/tmp'])]) {
    if (!folder) {
      continue;
    }
    let path: string | undefined;
    try {
      // A folder of mode 0700: the socket is private from its first moment on.
      path = join(mkdtempSync(join(folder, 'sigtrail-')), 'p.sock');
      if (Buffer.byteLength(path) > MAX_SOCKET_PATH) {
        throw new Error(`the path is longer than ${MAX_SOCKET_PATH} bytes`);
      }
      await bind(server, `unix:${path}`);
      const own = dirname(path);
      return { network: 'unix', address: path, cleanUp: () => rmSync(own, { recursive: true, force: true }) };
    } catch (error) {
      failures.push(`${folder}: ${error instanceof Error ? error.message : String(error)}`);
      if (path) {
        rmSync(dirname(path), { recursive: true, force: true });
      }
    }
  }
  throw new Error(
    `The plugin cannot create its socket (${failures.join('; ')}). ` +
      'Make one of these folders writable for the user that runs Grafana.'
  );
}

async function listenOnPort(server: Server, env: Environment): Promise<Listening> {
  const lowest = port(env.PLUGIN_MIN_PORT) ?? 0;
  const highest = Math.max(port(env.PLUGIN_MAX_PORT) ?? lowest, lowest);
  // Plugins that start together would all try the lowest port first.
  const start = lowest + (process.pid % (highest - lowest + 1));
  const tries = Math.min(WINDOWS_PORTS_TRIED, highest - lowest + 1);
  let last: unknown;
  for (let i = 0; i < tries; i++) {
    const candidate = lowest + ((start - lowest + i) % (highest - lowest + 1));
    try {
      const bound = await bind(server, `127.0.0.1:${candidate}`);
      return { network: 'tcp', address: `127.0.0.1:${bound}`, cleanUp: () => undefined };
    } catch (error) {
      last = error;
    }
  }
  throw new Error(
    `The plugin cannot listen on 127.0.0.1 at any of ${tries} ports from ${lowest} to ${highest} ` +
      `(${last instanceof Error ? last.message : String(last)}). Let Grafana’s plugins use these ports.`
  );
}

function port(text: string | undefined): number | undefined {
  const value = Number(text);
  return text && Number.isInteger(value) && value >= 0 && value < 65_536 ? value : undefined;
}

function bind(server: Server, target: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync(target, ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound)
    );
  });
}
