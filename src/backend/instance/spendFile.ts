import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SpendState } from '../../cloudtrail';
import { isObject } from '../settings/readers';

/** What was scanned is written so often at most. */
const EACH_MS = 2000;

export interface SpendFile {
  load(): SpendState | undefined;
  save(state: SpendState): void;
}

/**
 * Keeps what a trail's statements cost beside its store, so that a limit per day outlasts a restart. A file that cannot
 * be read counts as none; one that cannot be written is tried again with the next change.
 */
export function spendFile(file: string, now: () => number): SpendFile {
  let writtenMs = -Infinity;
  let latest: SpendState | undefined;
  let later: NodeJS.Timeout | undefined;
  const write = (): void => {
    later = undefined;
    writtenMs = now();
    try {
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(`${file}.new`, JSON.stringify(latest), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    } catch {
      // The store says what is wrong with the folder.
    }
  };
  return {
    load() {
      try {
        const state: unknown = JSON.parse(readFileSync(file, 'utf8'));
        return isObject(state) ? { spent: numbersOf(state.spent), dayBytes: numbersOf(state.dayBytes) } : undefined;
      } catch {
        return undefined;
      }
    },
    save(state) {
      latest = state;
      if (now() - writtenMs >= EACH_MS) {
        write();
      } else {
        later ??= setTimeout(write, EACH_MS).unref();
      }
    },
  };
}

function numbersOf(value: unknown): Record<string, number> {
  const entries = isObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] >= 0)
  );
}
