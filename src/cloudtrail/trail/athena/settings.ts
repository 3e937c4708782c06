import type { Clock } from '../../aws/clock';
import type { CachedCredentials } from '../../aws/credentials';
import type { ProxySettings } from '../../aws/proxy';

/** How to reach Athena. */
export interface AthenaSettings {
  readonly region: string;
  readonly credentials: CachedCredentials;
  /** Default: the account's `primary`. */
  readonly workgroup?: string;
  /** `s3://BUCKET/PREFIX/` for results; needed where the workgroup has none of its own. */
  readonly outputLocation?: string;
  /** Overrides Athena's URL. */
  readonly endpoint?: string;
  /** Absent: that of the environment. */
  readonly proxy?: ProxySettings;
  /** What names in a statement that say neither are of. Default: Athena's own. */
  readonly catalog?: string;
  readonly database?: string;
  /** A statement that reads more is stopped, as soon as Athena tells. */
  readonly maxScannedBytes?: number;
  /** How long a statement waits for one of the account's places; default 15 minutes. The run's signal may end it before. */
  readonly queueForMs?: number;
  /** The time of waits; the system's unless a test lets it run faster. */
  readonly clock?: Clock;
}
