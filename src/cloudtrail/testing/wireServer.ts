import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WireRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
/** An HTTP answer; `drop` closes the connection without one. */
export type WireAnswer =
  { readonly status: number; readonly body: string | Buffer; readonly headers?: Record<string, string> } | 'drop';

/** A server on a free local port that answers as the test says: for what goes over the wire, not for how AWS behaves. */
export class WireServer {
  readonly requests: WireRequest[] = [];
  private readonly server: Server;

  constructor(answer: (request: WireRequest, index: number) => WireAnswer | Promise<WireAnswer>) {
    this.server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const { method = '', url: path = '', headers } = incoming;
        const request = { method, path, headers, body: Buffer.concat(chunks).toString() };
        this.requests.push(request);
        void Promise.resolve(answer(request, this.requests.length - 1)).then((reply) => {
          if (reply === 'drop') {
            incoming.socket.destroy();
            return;
          }
          outgoing.writeHead(reply.status, { 'content-type': 'application/x-amz-json-1.1', ...reply.headers });
          outgoing.end(reply.body);
        });
      });
    });
  }

  /** @returns its URL */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

export function json(body: unknown, status = 200): WireAnswer {
  return { status, body: JSON.stringify(body) };
}

/** An error as AWS JSON 1.1 has it. */
export function awsFault(name: string, message = '', status = 400): WireAnswer {
  return json({ __type: name, message }, status);
}

/** STS's XML of an assumed role. */
export function assumedRole(accessKeyId: string, expiration: Date): WireAnswer {
  return xml(
    `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>` +
      `<AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>` +
      `<Expiration>${expiration.toISOString()}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`
  );
}

/** STS's XML of GetCallerIdentity. */
export function callerIdentityOf(account: string): WireAnswer {
  return xml(
    `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>` +
      `<Arn>arn:aws:iam::${account}:user/audit</Arn><UserId>X</UserId><Account>${account}</Account>` +
      `</GetCallerIdentityResult></GetCallerIdentityResponse>`
  );
}

function xml(body: string): WireAnswer {
  return { status: 200, body, headers: { 'content-type': 'text/xml' } };
}
