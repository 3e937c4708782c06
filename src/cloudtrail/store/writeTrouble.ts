import { messageOf } from './sqlite/database';

/** Result codes of SQLite that pass: https://sqlite.org/rescode.html. The lower byte of an error's code is one of them. */
const REASONS: Readonly<Record<number, (file: string, message: string) => string>> = {
  5: (file) => `The event store ${file} is locked by another process: events are kept in memory until it is free.`,
  6: (file) => `The event store ${file} is locked by another process: events are kept in memory until it is free.`,
  8: (file) =>
    `The event store ${file} is read-only: events are kept in memory until it can be written. ` +
    'Give Grafana the right to write it, or set storePath to another folder.',
  10: (file, message) =>
    `The disk of the event store ${file} fails (${message}): events are kept in memory until it works. ` +
    'Look after the disk, or set storePath to another folder.',
  13: (file) =>
    `The disk of the event store is full (${file}): events are kept in memory until there is room. ` +
    'Make room there, or set storePath to another folder.',
  14: (file, message) =>
    `The event store ${file} cannot be opened (${message}): events are kept in memory until it can. ` +
    'Check its folder, or set storePath to another one.',
};

/**
 * What to tell the user of an error of SQLite that has nothing to do with the call and may pass: a full disk, a file
 * that cannot be written, a failing disk, another process that holds the lock. Undefined for every other error.
 */
export function writeTrouble(error: unknown, file: string): string | undefined {
  const code = sqliteCode(error);
  return code === undefined ? undefined : REASONS[code & 0xff]?.(file, messageOf(error));
}

/** Node and Bun both put SQLite's code beside the message. */
function sqliteCode(error: unknown): number | undefined {
  const code = typeof error === 'object' && error && 'errcode' in error ? error.errcode : undefined;
  return typeof code === 'number' ? code : undefined;
}
