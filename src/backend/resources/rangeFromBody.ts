import { ResourceFailure } from './response';

/**
 * `from` and `to` of a request's body, in epoch milliseconds.
 * @throws ResourceFailure
 */
export function rangeFromBody(body: Readonly<Record<string, unknown>>): { fromMs: number; toMs: number } {
  const [fromMs, toMs] = [body.from, body.to].map(Number);
  if (!(fromMs <= toMs)) {
    throw new ResourceFailure(400, 'bad-range', 'The body needs "from" and "to" in epoch milliseconds, in this order.');
  }
  return { fromMs, toMs };
}
