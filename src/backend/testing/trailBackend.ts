import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DEFAULT_ACCOUNT } from '../../cloudtrail/emulator';
import type { Frame } from '../frames/frame';

/** Records of any account and time as those of the emulator's, ten minutes apart, the last of them the newest. */
export function recordsOfOneAccount(texts: readonly string[], newestMs: number): string[] {
  return texts.map((text, index) => {
    const timeMs = newestMs - (texts.length - 1 - index) * 600_000;
    const eventTime = new Date(timeMs).toISOString().replace(/\.\d+Z$/, 'Z');
    const record = JSON.parse(text) as object;
    return JSON.stringify({ ...record, eventTime, recipientAccountId: DEFAULT_ACCOUNT, awsRegion: 'us-east-1' });
  });
}

/** The rules of a folder, by file name. */
export function rulesIn(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.ya?ml$/.test(file) && !/\.test\.ya?ml$/.test(file)
  );
  return Object.fromEntries(files.sort().map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]));
}

/** A frame's fields by name, texts of JSON read, so that frames can be compared that say the same. */
export function valuesOf(frame: Frame): Record<string, unknown[]> {
  return Object.fromEntries(
    frame.fields.map(({ name, values }) => [name, Array.from(values as ArrayLike<unknown>, readJson)])
  );
}

function readJson(value: unknown): unknown {
  return typeof value === 'string' && value.startsWith('{') ? JSON.parse(value) : value;
}
