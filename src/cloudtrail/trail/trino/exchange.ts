import { backoffMs } from '../../backoff';
import type { Clock } from '../../aws/clock';
import { TrailError } from '../trailError';
import { parseAnswer, type Answer } from './answer';
import { connectionError, isTlsFault, replyError } from './faults';
import type { HttpClient, HttpReply, HttpRequest } from './http';

/** An outage of a server or of the network longer than this ends a statement. */
const GIVE_UP_MS = 60_000;
const FIRST_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 5_000;
/** Trino answers within about a second, with whatever it has. */
const REQUEST_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 5_000;
/** How much of the result an answer is to hold. */
const PAGE_SIZE = '4MB';
const BUSY: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** Requests of one Trino: tried again while what is wrong may pass. */
export class Exchange {
  constructor(
    readonly origin: URL,
    private readonly http: HttpClient,
    private readonly headers: Readonly<Record<string, string>>,
    readonly clock: Clock
  ) {}

  /**
   * Starts a statement. A request that is on its way is not cut off, or nobody would know what to stop: whoever aborts
   * has an answer to stop by.
   *
   * @param more headers of this statement alone
   */
  async start(statement: string, more: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Answer> {
    const url = new URL('/v1/statement', this.origin);
    const headers = { 'content-type': 'text/plain; charset=utf-8', ...more };
    return this.ask(url, { method: 'POST', headers, body: statement }, signal);
  }

  /** The next part of a statement's answer; the same part again when it got lost on its way. */
  async next(nextUri: string, signal: AbortSignal): Promise<Answer> {
    const url = this.onServer(nextUri);
    url.searchParams.set('targetResultSize', PAGE_SIZE);
    return this.ask(url, { method: 'GET', headers: {}, signal }, signal);
  }

  /** Stops a statement, if Trino can be reached; whoever stops it waits for no answer. */
  async stop(nextUri: string): Promise<void> {
    const request = { method: 'DELETE', headers: this.headers, timeoutMs: STOP_TIMEOUT_MS } as const;
    for (let attempt = 1; attempt <= 3; attempt++) {
      try {
        const { status } = await this.http.send(this.onServer(nextUri), request);
        if (!BUSY.has(status)) {
          return;
        }
      } catch {
        // Trino drops a statement that nobody asks for after a while.
      }
      await this.clock.sleep(backoffMs(attempt, FIRST_BACKOFF_MS, MAX_BACKOFF_MS));
    }
  }

  private async ask(url: URL, request: Omit<HttpRequest, 'timeoutMs'>, signal: AbortSignal): Promise<Answer> {
    const until = this.clock.now() + GIVE_UP_MS;
    const headers = { ...this.headers, ...request.headers };
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      const reply = await this.attempt(url, { ...request, headers, timeoutMs: REQUEST_TIMEOUT_MS });
      if (!(reply instanceof TrailError) && reply.status === 200) {
        return parseAnswer(reply.body);
      }
      const error = reply instanceof TrailError ? reply : replyError(reply, request.method === 'POST');
      const passes =
        reply instanceof TrailError
          ? (reply.fault === 'network' || reply.fault === 'timeout') && !isTlsFault(reply.code)
          : BUSY.has(reply.status);
      if (!passes || this.clock.now() >= until) {
        throw error;
      }
      await this.clock.sleep(backoffMs(attempt, FIRST_BACKOFF_MS, MAX_BACKOFF_MS), signal);
    }
  }

  /** @returns the reply, or why there is none; an abort is thrown */
  private async attempt(url: URL, request: HttpRequest): Promise<HttpReply | TrailError> {
    try {
      return await this.http.send(url, request);
    } catch (error) {
      request.signal?.throwIfAborted();
      return connectionError(error, this.origin);
    }
  }

  /** @throws TrailError where the answer points at another server: it must not choose whom we talk to */
  private onServer(nextUri: string): URL {
    let url: URL | undefined;
    try {
      url = new URL(nextUri);
    } catch {
      // As if it were elsewhere.
    }
    if (url?.origin !== this.origin.origin || !url.pathname.startsWith('/v1/statement/')) {
      throw new TrailError(
        'other',
        'ForeignNextUri',
        `Trino at ${this.origin.host} points to ${url?.origin ?? 'no URL'} for the rest of the answer, which is not followed. ` +
          'Behind a proxy set http-server.process-forwarded=true at Trino, or set the URL to where Trino itself answers.'
      );
    }
    return url;
  }
}
