import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Address } from '../../backend/protocol/handshake';
import { connectPlugin, type PluginConnection } from './pluginClient';

/** Grafana's own: what go-plugin waits for the handshake line. */
const DEFAULT_START_TIMEOUT_MS = 60_000;
/** And for the process's end after a request to leave. */
const STOP_TIMEOUT_MS = 2_000;
const MAX_KEPT_LINES = 20;

export interface StartPluginOptions {
  /** The executable's path. */
  exe: string;
  args?: readonly string[];
  /** Added to what Grafana gives a plugin; nothing else of this process's environment is passed on. */
  env?: Readonly<Record<string, string>>;
  startTimeoutMs?: number;
  /** Gets each line of the plugin's log: hclog's JSON, or text. */
  onLog?: (line: string) => void;
}

export interface PluginClient extends Omit<PluginConnection, 'close' | 'shutDown'> {
  readonly pid: number;
  /** From the start of the process to its handshake line. */
  readonly startMs: number;
  /** Settles when the process has ended, however that came. */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Stops the plugin as Grafana does: it asks, waits two seconds, then kills. */
  stop(): Promise<{ graceful: boolean; ms: number }>;
}

/**
 * Starts a plugin executable as Grafana does, with the same handshake and the same empty environment.
 *
 * @throws Error when the executable cannot be started or says something other than a handshake; with the plugin's
 *   last words
 */
export async function startPlugin(options: StartPluginOptions): Promise<PluginClient> {
  const started = performance.now();
  const child = spawn(options.exe, [...(options.args ?? [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      grafana_plugin_type: 'datasource',
      PLUGIN_MIN_PORT: '10000',
      PLUGIN_MAX_PORT: '25000',
      PLUGIN_PROTOCOL_VERSIONS: '2',
      ...options.env,
    },
  });
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: null, signal: null }));
  });
  // A host that leaves without stopping its plugin takes it along.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  void exited.then(() => process.off('exit', kill));

  let address: Address;
  try {
    address = await readHandshake(child, options);
  } catch (error) {
    kill();
    throw error;
  }
  const startMs = performance.now() - started;
  const { shutDown, close, ...calls } = connectPlugin(address);

  return {
    ...calls,
    pid: child.pid ?? 0,
    startMs,
    exited,
    async stop() {
      const asked = performance.now();
      const patience = new AbortController();
      await Promise.race([shutDown().catch(() => undefined), exited]);
      const graceful = await Promise.race([exited.then(() => true), wait(STOP_TIMEOUT_MS, patience.signal)]);
      patience.abort();
      if (!graceful) {
        kill();
        await exited;
      }
      close();
      return { graceful, ms: performance.now() - asked };
    },
  };
}

/** False after a time, or early when it is no longer waited for. */
function wait(ms: number, signal: AbortSignal): Promise<false> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve(false);
    });
  });
}

function readHandshake(child: ChildProcess, { exe, startTimeoutMs, onLog }: StartPluginOptions): Promise<Address> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) {
    return Promise.reject(new Error(`${exe} could not be started: no pipes.`));
  }
  const lastWords: string[] = [];
  createInterface({ input: stderr }).on('line', (line) => {
    lastWords.push(line);
    lastWords.splice(0, lastWords.length - MAX_KEPT_LINES);
    onLog?.(line);
  });
  return new Promise((resolve, reject) => {
    const fail = (what: string) => {
      clearTimeout(timer);
      reject(new Error([`The plugin ${exe} did not start: ${what}.`, ...lastWords].join('\n  ')));
    };
    const timer = setTimeout(() => fail('no handshake line in time'), startTimeoutMs ?? DEFAULT_START_TIMEOUT_MS);
    child.once('error', (error) => fail(error.message));
    // `close` comes after the last line of stderr was read, `exit` may come before.
    child.once('close', (code, signal) => fail(`it ended with ${signal ?? `exit code ${code}`}`));
    createInterface({ input: stdout }).once('line', (line) => {
      clearTimeout(timer);
      const address = parseHandshake(line);
      if (address) {
        resolve(address);
      } else {
        fail(`it wrote ${JSON.stringify(line.slice(0, 200))} where the handshake line belongs`);
      }
    });
  });
}

/** The address in a handshake line `1|2|unix|PATH|grpc`; undefined for anything else. */
export function parseHandshake(line: string): Address | undefined {
  const [core, version, network, address, protocol] = line.trim().split('|');
  if (core !== '1' || version !== '2' || protocol !== 'grpc' || !address) {
    return undefined;
  }
  return network === 'unix' || network === 'tcp' ? { network, address } : undefined;
}
