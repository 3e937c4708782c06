import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** A forward proxy as companies run them: CONNECT for TLS, absolute URLs for the rest, and a password if it is given one. */
export interface ForwardProxy {
  readonly url: string;
  /** `CONNECT localhost:443` and `POST http://…`, in order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export async function startForwardProxy(user?: { name: string; password: string }): Promise<ForwardProxy> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const wanted = user && `Basic ${Buffer.from(`${user.name}:${user.password}`).toString('base64')}`;
  const isAllowed = ({ headers }: IncomingMessage) => !wanted || headers['proxy-authorization'] === wanted;
  const server = createServer((incoming, response) => {
    requests.push(`${incoming.method} ${incoming.url}`);
    if (isAllowed(incoming)) {
      forward(incoming, response);
    } else {
      response.writeHead(407, { 'proxy-authenticate': 'Basic' }).end('Who are you?');
    }
  });
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on('connect', (incoming, client: Socket, head: Buffer) => {
    requests.push(`CONNECT ${incoming.url}`);
    client.on('error', () => client.destroy());
    if (!isAllowed(incoming)) {
      client.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n'
      );
      return;
    }
    const { hostname, port } = new URL(`http://${incoming.url}`);
    const upstream = connect(Number(port || 80), hostname, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    sockets.add(upstream);
    upstream.on('error', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        sockets.forEach((socket) => socket.destroy());
      }),
  };
}

function forward(incoming: IncomingMessage, response: ServerResponse): void {
  const { 'proxy-authorization': _own, 'proxy-connection': _kept, ...headers } = incoming.headers;
  const onward = send(incoming.url ?? '', { method: incoming.method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  incoming.pipe(onward);
}
