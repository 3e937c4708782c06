/** Where a command writes. Commands never touch `process` for output, so that tests can read what they say. */
export interface Io {
  /** Writes to standard output, as is: no newline is added. */
  out(text: string): void;
  /** Writes to standard error, as is. */
  err(text: string): void;
  /** True when a person reads standard error: progress may be shown. */
  readonly tty: boolean;
}
