import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../../scripts/lib/paths.mjs';

const source = join(root, '../shared/data/events');

/** Real records, a line each; undefined where they are not at hand. */
function realRecords() {
  if (!existsSync(source)) {
    return undefined;
  }
  return readdirSync(source)
    .filter((name) => name.endsWith('.ndjson'))
    .flatMap((name) => readFileSync(join(source, name), 'utf8').split('\n'))
    .filter((line) => line !== '');
}

/**
 * A file of about `bytes` bytes: real records again and again, each with an eventID of its own. Made once.
 *
 * @returns its path; undefined where the records are not at hand
 */
export function eventFile(bytes) {
  const path = join(root, `build/bench/events-${Math.round(bytes / 1e6)}mb.ndjson`);
  const records = realRecords();
  if (!records) {
    return undefined;
  }
  if (existsSync(path) && statSync(path).size >= bytes) {
    return path;
  }
  mkdirSync(dirname(path), { recursive: true });
  const partial = `${path}.part`;
  const descriptor = openSync(partial, 'w');
  let written = 0;
  for (let serial = 0; written < bytes;) {
    const lines = records.map((line) => {
      const id = String(serial++).padStart(12, '0');
      return line.replace(/"eventID": ?"[^"]*"/, `"eventID":"00000000-0000-4000-8000-${id}"`);
    });
    written += writeSync(descriptor, `${lines.join('\n')}\n`);
  }
  closeSync(descriptor);
  renameSync(partial, path);
  return path;
}
