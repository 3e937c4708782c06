import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Position } from '../data/eventStore';

/** Where a scan goes on, and which requests may use that. */
export interface TokenScope {
  readonly account: string;
  readonly region: string;
  /** All parameters but NextToken, as they were sent. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Tokens are opaque and signed, valid for the parameters, the account and the region that they were given for. */
export class NextTokens {
  private readonly secret = randomBytes(32);

  issue(position: Position | undefined, page: number, scope: TokenScope): string {
    const payload = Buffer.from(JSON.stringify([position?.timeMs ?? null, position?.eventId ?? '', page]));
    return Buffer.concat([this.sign(payload, scope), payload]).toString('base64');
  }

  /** @returns undefined for a token that was not issued for this scope */
  read(token: string, scope: TokenScope): { position?: Position; page: number } | undefined {
    const bytes = Buffer.from(token, 'base64');
    const payload = bytes.subarray(32);
    if (bytes.length <= 32 || !timingSafeEqual(bytes.subarray(0, 32), this.sign(payload, scope))) {
      return undefined;
    }
    const [timeMs, eventId, page] = JSON.parse(payload.toString()) as [number | null, string, number];
    return { page, ...(timeMs === null ? {} : { position: { timeMs, eventId } }) };
  }

  private sign(payload: Buffer, { account, region, parameters }: TokenScope): Buffer {
    const bound = createHash('sha256')
      .update(JSON.stringify([account, region, sortKeys(parameters)]))
      .digest();
    return createHmac('sha256', this.secret).update(bound).update(payload).digest();
  }
}

/** Parameters are the same in whatever order they are written. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sortKeys);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, item]) => [key, sortKeys(item)])
    );
  }
  return value;
}
