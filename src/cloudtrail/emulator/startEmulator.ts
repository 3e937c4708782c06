import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock, type Clock } from '../aws/clock';
import { answerAdmin, ADMIN_PATH } from './admin';
import { EmulatedAthena } from './athena/emulatedAthena';
import type { EmulatedAthenaOptions } from './athena/options';
import { defaultAccounts, type EmulatorAccount } from './auth/accounts';
import { Directory } from './auth/directory';
import { headerMap, type AwsRequest } from './aws/request';
import { EventStore } from './data/eventStore';
import { toStoredEvent, type Refusal } from './data/storedEvent';
import { FaultState, type EmulatorFaults } from './faults/faults';
import { RateLimit } from './lookup/rateLimit';
import { EmulatedService, type Answer } from './service';
import { StatsCounter, type EmulatorStats } from './stats';
import { TrailDelivery } from './trail/trailDelivery';

export interface EmulatorOptions {
  /** Default 0: any free one. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default: one account, see `defaultAccounts`. The first is that of records which name none. */
  readonly accounts?: readonly EmulatorAccount[];
  /** Region of records that name none. Default `us-east-1`. */
  readonly region?: string;
  /** LookupEvents requests a second for one account and region. Default 2, as at AWS; Infinity: no limit. */
  readonly requestsPerSecond?: number;
  /** Milliseconds from an event's time until lookups show it, for events that are added without a word on it. */
  readonly delayMs?: number;
  /** The time of events, quotas and delays; the system's unless a test lets it run faster. */
  readonly clock?: Clock;
  /** Athena, run by a Trino. Absent: Athena is not answered for. */
  readonly athena?: EmulatedAthenaOptions;
  /** A folder that a trail delivers all records to, data events too. Absent: there is no trail. */
  readonly trail?: {
    readonly folder: string;
    /** Default a minute; CloudTrail takes about five. */ readonly everyMs?: number;
  };
}

/** What became of records that were added. */
export type AddCounts = Readonly<Record<'added' | 'duplicate' | Refusal, number>>;

/** A running emulator. */
export interface Emulator {
  readonly url: string;
  readonly port: number;
  readonly accounts: readonly EmulatorAccount[];
  /**
   * Adds CloudTrail records as JSON texts; they go to the account and the region that they name.
   *
   * @param delayMs from an event's time until lookups show it
   */
  addEvents(texts: Iterable<string>, delayMs?: number): AddCounts;
  stats(): EmulatorStats;
  /** Replaces all faults. */
  setFaults(faults: EmulatorFaults): void;
  close(): Promise<void>;
}

/** A request's body is at most this long; CloudTrail's own are far shorter. */
const MAX_BODY_BYTES = 1 << 20;
const MAX_ADMIN_BODY_BYTES = 64 << 20;

/**
 * Starts a server that stands in for CloudTrail, STS and, if wanted, Athena of all accounts and regions: they are told apart by the
 * signature's key and scope, as the endpoint of AWS's own has the region in its name.
 *
 * @throws Error when accounts are wrong or the port is taken
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const accounts = options.accounts ?? defaultAccounts();
  const store = new EventStore();
  const faults = new FaultState();
  const stats = new StatsCounter();
  const clock = options.clock ?? systemClock;
  const athena = options.athena && new EmulatedAthena(options.athena, faults, clock);
  const service = new EmulatedService({
    directory: new Directory(accounts),
    store,
    limit: new RateLimit(options.requestsPerSecond),
    faults,
    stats,
    clock,
    ...(athena ? { athena } : {}),
  });
  const fallback = { account: accounts[0]?.id ?? '', region: options.region ?? 'us-east-1' };

  const trail = options.trail && new TrailDelivery(options.trail.folder, fallback);
  const delivering = trail && [
    // What is there from the start is delivered before anybody waits for it.
    setTimeout(() => deliver(trail), 1000).unref(),
    setInterval(() => deliver(trail), options.trail?.everyMs ?? 60_000).unref(),
  ];

  const addEvents: Emulator['addEvents'] = (texts, delayMs = options.delayMs ?? 0) => {
    const counts = { added: 0, duplicate: 0, unparsed: 0, 'no-time': 0, 'not-management': 0 };
    for (const text of texts) {
      trail?.add(text);
      const event = toStoredEvent(text, fallback, delayMs);
      counts[typeof event === 'string' ? event : store.add(event) ? 'added' : 'duplicate']++;
    }
    return counts;
  };
  const controls = {
    addEvents,
    stats: () => stats.read(store.size),
    setFaults: (next: EmulatorFaults) => faults.set(next, clock.now()),
  };

  const server = createServer((incoming, response) => {
    // The SDK corrects its clock by the date of answers.
    response.setHeader('date', new Date(Date.now() + (faults.get().clockOffsetSeconds ?? 0) * 1000).toUTCString());
    void serve(incoming, response, async (request) =>
      request.path.startsWith(ADMIN_PATH) ? answerAdmin(request, controls) : service.answer(request)
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${options.port ?? 0} is taken. Choose another one, or 0 for any that is free.`)
          : error
      )
    );
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    ...controls,
    accounts,
    port,
    url: `http://${urlHost(options.host ?? '127.0.0.1')}:${port}`,
    close: () =>
      new Promise((resolve) => {
        athena?.close();
        delivering?.forEach(clearInterval);
        if (trail) {
          deliver(trail);
        }
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What cannot be written now may be so at the next delivery. */
function deliver(trail: TrailDelivery): void {
  try {
    trail.deliver();
  } catch (error) {
    console.error(`The trail could not be delivered: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A client cannot connect to "all addresses". */
function urlHost(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  answer: (request: AwsRequest) => Promise<Answer>
): Promise<void> {
  try {
    const [path, query = ''] = splitOnce(incoming.url ?? '/', '?');
    const limit = path.startsWith(ADMIN_PATH) ? MAX_ADMIN_BODY_BYTES : MAX_BODY_BYTES;
    const body = await readBody(incoming, limit);
    if (!body) {
      response.writeHead(413).end();
      return;
    }
    const headers = headerMap(incoming.rawHeaders);
    const result = await answer({ method: incoming.method ?? '', path, query, headers, body });
    if (result === 'drop') {
      incoming.socket.destroy();
      return;
    }
    response.writeHead(result.status, {
      'content-type': result.contentType,
      'content-length': Buffer.byteLength(result.body),
      'x-amzn-requestid': result.requestId,
    });
    response.end(result.body);
  } catch {
    // The client has gone: there is nobody to tell.
    incoming.socket.destroy();
  }
}

async function readBody(incoming: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
