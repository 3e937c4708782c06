import { redactor } from './redact';

/** Sessions last an hour: older ones than these are of no use to anybody. */
const MAX_SESSION_SECRETS = 512;

/**
 * Every secret that the process has come to know: those of data sources, and those of sessions that STS handed out.
 * Whatever leaves the process as text passes `redact`.
 */
export class Secrets {
  private readonly lasting = new Set<string>();
  private readonly sessions = new Set<string>();
  private current = redactor([]);

  /** Secrets that stay good until somebody changes them. */
  add(values: Iterable<string | undefined>): void {
    this.learn(this.lasting, values);
  }

  /** Secrets of one session, which ends by itself. */
  addSession(values: Iterable<string | undefined>): void {
    this.learn(this.sessions, values);
  }

  /** Takes every secret known by now out of a text. */
  readonly redact = (text: string): string => this.current(text);

  private learn(into: Set<string>, values: Iterable<string | undefined>): void {
    const fresh = [...values].filter((value): value is string => value !== undefined && !into.has(value));
    if (fresh.length === 0) {
      return;
    }
    fresh.forEach((value) => into.add(value));
    for (const oldest of this.sessions) {
      if (this.sessions.size <= MAX_SESSION_SECRETS) {
        break;
      }
      this.sessions.delete(oldest);
    }
    this.current = redactor([...this.lasting, ...this.sessions]);
  }
}
