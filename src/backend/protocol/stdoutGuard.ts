import type { Logger } from './log';

const METHODS = [
  'log',
  'info',
  'debug',
  'dir',
  'dirxml',
  'table',
  'trace',
  'group',
  'timeEnd',
  'timeLog',
  'count',
] as const;

/**
 * Keeps standard output clean: the host reads it for the handshake and stops reading at a line it does not like.
 * What a library prints ends in the log instead. `console.warn` and `console.error` too, as log lines.
 *
 * @returns a function that undoes it, for tests
 */
export function guardStdout(logger: Logger): () => void {
  const stdout = process.stdout;
  const write = stdout.write;
  stdout.write = ((chunk: string | Uint8Array, encoding?: unknown, callback?: unknown) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    logger.debug(text.trimEnd(), { stream: 'stdout' });
    const done = typeof encoding === 'function' ? encoding : callback;
    if (typeof done === 'function') {
      queueMicrotask(() => done());
    }
    return true;
  }) as typeof stdout.write;

  // Bun's console does not go through process.stdout.
  const originals = new Map<string, unknown>();
  const target = console as unknown as Record<string, unknown>;
  const replace = (name: string, log: (text: string) => void) => {
    originals.set(name, target[name]);
    target[name] = (...args: unknown[]) => log(args.map(printed).join(' '));
  };
  METHODS.forEach((name) => replace(name, (text) => logger.debug(text, { stream: 'stdout' })));
  replace('warn', (text) => logger.warn(text));
  replace('error', (text) => logger.error(text));

  return () => {
    stdout.write = write;
    originals.forEach((method, name) => (target[name] = method));
  };
}

function printed(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  if (value instanceof Error) {
    return value.message;
  }
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
