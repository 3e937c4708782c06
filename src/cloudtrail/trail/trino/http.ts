import { request as requestHttp, Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { request as requestHttps, Agent as HttpsAgent } from 'node:https';
import * as tls from 'node:tls';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { TrailError } from '../trailError';

/** One HTTP exchange; redirects are not followed. */
export interface HttpReply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}
export interface HttpClient {
  send(url: URL, request: HttpRequest): Promise<HttpReply>;
  close(): void;
}

/** Trino is asked for 4 MB a page; a single row may be larger. Whatever sends more than this is stopped. */
export const MAX_BODY_BYTES = 64 << 20;

/**
 * HTTP by Node's own client and not by `fetch`, which takes no certificates of one's own in a form that Node and Bun share.
 *
 * @param ca certificates in PEM, beside the usual ones
 */
export function createHttpClient(ca?: string): HttpClient {
  const options = { keepAlive: true, maxSockets: 16 };
  const plain = new HttpAgent(options);
  let secure: HttpsAgent | undefined;
  const secured = () =>
    (secure ??= new HttpsAgent({ ...options, ca: [...trusted(), ...(ca === undefined ? [] : [ca])] }));
  const send = (url: URL, request: HttpRequest): Promise<HttpReply> =>
    new Promise((resolve, reject) => {
      const isSecure = url.protocol === 'https:';
      const timeout = AbortSignal.timeout(request.timeoutMs);
      const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
      const outgoing = (isSecure ? requestHttps : requestHttp)(url, {
        method: request.method,
        agent: isSecure ? secured() : plain,
        headers: {
          'accept-encoding': 'gzip',
          ...request.headers,
          ...(request.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(request.body)) }),
        },
        signal,
      });
      const fail = (error: unknown) =>
        reject(
          request.signal?.aborted
            ? request.signal.reason
            : timeout.aborted
              ? Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })
              : error
        );
      outgoing.once('error', fail);
      outgoing.once('response', (incoming) => {
        readBody(incoming).then(
          (body) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }),
          (error: unknown) => {
            incoming.destroy();
            fail(error);
          }
        );
      });
      outgoing.end(request.body);
    });
  return {
    send,
    close: () => {
      plain.destroy();
      secure?.destroy();
    },
  };
}

/** What the runtime trusts, and what the machine does: a company's own servers are signed by its own authority. */
function trusted(): string[] {
  // Bun has had this function for a shorter time than Node.
  const { getCACertificates } = tls as Partial<typeof tls>;
  return [...tls.rootCertificates, ...(getCACertificates?.('system') ?? [])];
}

const unzip = promisify(gunzip);

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      throw tooLarge();
    }
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (incoming.headers['content-encoding'] !== 'gzip') {
    return bytes.toString('utf8');
  }
  try {
    return (await unzip(bytes, { maxOutputLength: MAX_BODY_BYTES })).toString('utf8');
  } catch (error) {
    throw (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : error;
  }
}

function tooLarge(): TrailError {
  return new TrailError(
    'other',
    'AnswerTooLarge',
    `Trino sent an answer of more than ${MAX_BODY_BYTES >> 20} MB, which was not read. Choose fewer rules or a narrower time range.`
  );
}
