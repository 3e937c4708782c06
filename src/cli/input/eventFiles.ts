import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { jsonSplitter, lineSplitter, type RecordText } from './splitRecords';

const EVENT_FILE = /\.(json|ndjson|jsonl)(\.gz)?$/i;

/** Files of events at the paths, folders read through, in the order of their names. Throws with a sentence for a bad path. */
export async function eventFiles(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const info = await stat(path).catch(() => {
      throw new Error(`${path} cannot be read. Check that it is there and that you may read it.`);
    });
    if (!info.isDirectory()) {
      files.push(path);
      continue;
    }
    const names = await readdir(path, { recursive: true });
    const found = names.filter((name) => EVENT_FILE.test(name)).sort();
    files.push(...found.map((name) => join(path, name)));
  }
  return files;
}

/** The records of a file, streamed: `.ndjson` and `.jsonl` a record a line, all else JSON; `.gz` unpacked. */
export async function* recordsOf(file: string): AsyncGenerator<RecordText[]> {
  const splitter = /\.(ndjson|jsonl)(\.gz)?$/i.test(file) ? lineSplitter() : jsonSplitter();
  const raw = createReadStream(file, { highWaterMark: 1 << 20 });
  const stream = file.endsWith('.gz') ? raw.pipe(createGunzip({ chunkSize: 1 << 20 })) : raw;
  raw.on('error', (error) => stream.destroy(error));
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    yield splitter.push(decoder.decode(chunk as Uint8Array, { stream: true }));
  }
  yield splitter.push(decoder.decode());
  yield splitter.end();
}
