import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy before AWS that, asked to, answers with all that it was sent: the worst that a gateway's error page does. */
export interface EchoingProxy {
  readonly url: string;
  /** Where requests go. */
  target: string;
  /** Answers with an error that holds the request's head and body, and this; undefined: hands requests on. */
  echo: string | undefined;
  close(): Promise<void>;
}

export async function startEchoingProxy(): Promise<EchoingProxy> {
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      if (proxy.echo !== undefined) {
        // A long message is cut: what is secret comes first.
        const { 'x-amz-security-token': token, 'proxy-authorization': user, ...headers } = incoming.headers;
        const message = `${proxy.echo} ${user ?? ''} ${String(token)} ${JSON.stringify(headers)} ${body.toString()}`;
        const type = incoming.headers['x-amz-target'] ? 'application/x-amz-json-1.1' : 'text/xml';
        response.writeHead(400, { 'content-type': type });
        response.end(
          type === 'text/xml'
            ? `<ErrorResponse><Error><Code>GatewayRefused</Code><Message>${escaped(message)}</Message></Error></ErrorResponse>`
            : JSON.stringify({ __type: 'GatewayRefused', message })
        );
        return;
      }
      const { hostname, port } = new URL(proxy.target);
      const { method, url: path, headers } = incoming;
      const onward = send({ hostname, port, method, path, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.destroy());
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: EchoingProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    target: '',
    echo: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
