import type { IncomingHttpHeaders } from 'node:http';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Says why a request must not be answered by a server that asks for no login; undefined when it may be.
 * A page of another site can reach a loopback address through the user's browser: under a name of its own that resolves
 * to it (the Host header tells), or by a plain cross-site request (the Origin header tells).
 */
export function foreignRequest({ host, origin }: IncomingHttpHeaders): string | undefined {
  const own = host === undefined ? null : URL.parse(`http://${host}`);
  if (!own || !LOOPBACK.has(own.hostname)) {
    return 'This server answers under localhost and 127.0.0.1 only.';
  }
  if (origin !== undefined && URL.parse(origin)?.host !== own.host) {
    return 'This server answers its own pages only.';
  }
  return undefined;
}
