import { writeSync } from 'node:fs';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type LogFields = Readonly<Record<string, unknown>>;

/** Log lines with fields. An `Error` among the fields is written as its message (and its stack at level debug). */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A logger that adds these fields to every line. */
  with(fields: LogFields): Logger;
}

export interface LoggerOptions {
  /** Lines below this level are dropped. Default `info`. */
  level?: LogLevel;
  /** Takes secrets out of a text; it sees the message and every string among the fields. */
  redact?: (text: string) => string;
  /** Where a line goes, newline included. Default: standard error, synchronously. */
  write?: (line: string) => void;
  now?: () => Date;
}

const RANK: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 };
/** go-plugin reads stderr through a buffer of 64 KB; a longer line would lose its level. */
const MAX_TEXT = 8_000;
const MAX_FIELDS = 24;
const MAX_DEPTH = 4;

export function isLogLevel(value: unknown): value is LogLevel {
  return typeof value === 'string' && Object.hasOwn(RANK, value);
}

/**
 * A logger that writes what Grafana's log reader (hashicorp/go-hclog) understands: one JSON object a line with
 * `@level`, `@message`, `@timestamp`, and the fields beside them. Logging never throws.
 */
export function createLogger(options: LoggerOptions = {}): Logger {
  const { level: lowest = 'info', redact = (text) => text, write = writeToStderr, now = () => new Date() } = options;

  const make = (inherited: LogFields): Logger => {
    const log = (level: LogLevel, message: string, fields?: LogFields) => {
      if (RANK[level] < RANK[lowest]) {
        return;
      }
      try {
        const clean = (value: unknown) => cleaned(value, redact, lowest === 'debug', 0);
        const line: Record<string, unknown> = {
          '@level': level,
          '@message': clean(String(message)),
          '@timestamp': timestamp(now()),
        };
        for (const [key, value] of Object.entries({ ...inherited, ...fields }).slice(0, MAX_FIELDS)) {
          line[redact(key).replace(/^@/, '')] = clean(value);
        }
        write(`${shortened(JSON.stringify(line), line)}\n`);
      } catch {
        // A log line is never worth an answer.
      }
    };
    return {
      debug: (message, fields) => log('debug', message, fields),
      info: (message, fields) => log('info', message, fields),
      warn: (message, fields) => log('warn', message, fields),
      error: (message, fields) => log('error', message, fields),
      with: (fields) => make({ ...inherited, ...fields }),
    };
  };
  return make({});
}

/** go-plugin takes microseconds only, six digits: with three, the whole line counts as text without a level. */
function timestamp(date: Date): string {
  return date.toISOString().replace('Z', '000Z');
}

/** A JSON-safe, bounded copy of a value without secrets. */
function cleaned(value: unknown, redact: (text: string) => string, stacks: boolean, depth: number): unknown {
  switch (typeof value) {
    case 'string':
      return truncated(redact(value));
    case 'bigint':
      return value.toString();
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'boolean':
    case 'undefined':
      return value;
    case 'object':
      break;
    default:
      return `[${typeof value}]`;
  }
  if (value === null) {
    return null;
  }
  if (value instanceof Error) {
    return truncated(redact(stacks && value.stack ? value.stack : `${value.name}: ${value.message}`));
  }
  if (depth >= MAX_DEPTH) {
    return '[…]';
  }
  if (Array.isArray(value)) {
    return value.slice(0, MAX_FIELDS).map((item) => cleaned(item, redact, stacks, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MAX_FIELDS)
      .map(([key, item]) => [redact(key), cleaned(item, redact, stacks, depth + 1)])
  );
}

function truncated(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}… (${text.length} characters)` : text;
}

/** A line that is still too long keeps its message and loses its fields. */
function shortened(json: string, line: Record<string, unknown>): string {
  if (json.length < 2 * MAX_TEXT) {
    return json;
  }
  const { '@level': level, '@message': message, '@timestamp': timestamp } = line;
  return JSON.stringify({
    '@level': level,
    '@message': message,
    '@timestamp': timestamp,
    fields: 'too long, left out',
  });
}

/** Synchronous, so that the last words before an exit are read. */
function writeToStderr(line: string): void {
  const bytes = Buffer.from(line);
  let offset = 0;
  // A full pipe answers EAGAIN when somebody made it non-blocking: try a few times, then give the line up.
  for (let attempt = 0; attempt < 50 && offset < bytes.length; attempt++) {
    try {
      offset += writeSync(2, bytes, offset);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') {
        return;
      }
    }
  }
}
