import { createReadStream, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { MAX_RECORD } from './splitRecords';

/** Whole lines of a file; the last line of the last chunk may lack its newline. */
export interface LineChunk {
  /** Valid until the next chunk is asked for. */
  readonly bytes: Uint8Array;
  /** A line before these was longer than any record may be: it was passed over. */
  readonly tooLong: boolean;
}

const NEWLINE = 10;
const BUFFER_BYTES = 2 << 20;
/** A buffer that no file is read into: a new one for each part of a file costs as much as a quarter of the part. */
let spare: Buffer | undefined;
/** About as long as a line may be. */
const LINE_BYTES = 256 << 10;
const BOM = [0xef, 0xbb, 0xbf];

/** A file that has a record a line. */
export function isLineFile(file: string): boolean {
  return /\.(ndjson|jsonl)(\.gz)?$/i.test(file);
}

/** Bytes of a file: the lines that begin in them, the last one to its end. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/**
 * A file's lines in chunks of about two megabytes, `.gz` unpacked; memory does not grow with the file.
 *
 * @param range a part of the file; not for `.gz`
 */
export async function* lineChunks(file: string, range?: ByteRange): AsyncGenerator<LineChunk> {
  // The byte before tells whether the range begins with a line.
  const start = range ? Math.max(0, range.from - 1) : 0;
  const source = file.endsWith('.gz') ? unpacked(file) : await plain(file, start, range?.to ?? Infinity);
  /** Place in the file of the buffer's first byte. */
  let place = start;
  let buffer = spare ?? Buffer.allocUnsafe(BUFFER_BYTES);
  spare = undefined;
  let held = 0;
  let first = start === 0;
  /** Within a line that is too long, or another range's: its end is waited for. */
  let skipping = start > 0;
  let passingOver = skipping;
  let tooLong = false;
  try {
    for (let read = await source.read(buffer, held); read > 0; read = await source.read(buffer, held)) {
      let begin = 0;
      const end = held + read;
      if (first) {
        first = false;
        begin = BOM.every((byte, index) => buffer[index] === byte) ? BOM.length : 0;
      }
      if (skipping) {
        const newline = buffer.subarray(0, end).indexOf(NEWLINE);
        if (newline < 0) {
          held = 0;
          place += end;
          continue;
        }
        begin = newline + 1;
        skipping = false;
        tooLong = !passingOver;
        passingOver = false;
      }
      const stop = range ? lineEndAfter(buffer.subarray(0, end), range.to - 1 - place) : undefined;
      const lines = stop ?? buffer.subarray(begin, end).lastIndexOf(NEWLINE) + 1 + begin;
      if (lines > begin) {
        yield { bytes: buffer.subarray(begin, lines), tooLong };
        tooLong = false;
        begin = lines;
      }
      if (stop !== undefined) {
        return;
      }
      buffer.copyWithin(0, begin, end);
      held = end - begin;
      place += begin;
      if (held === buffer.length) {
        if (held >= MAX_RECORD) {
          skipping = true;
          place += held;
          held = 0;
        } else {
          const larger = Buffer.allocUnsafe(buffer.length * 2);
          buffer.copy(larger);
          buffer = larger;
        }
      }
    }
    skipping &&= !passingOver;
    if (held > 0 || skipping || tooLong) {
      yield { bytes: buffer.subarray(0, held), tooLong: skipping || tooLong };
    }
  } finally {
    spare = buffer;
    await source.close();
  }
}

/** Where the line that `last` is in ends; undefined where that is not in the buffer. */
function lineEndAfter(buffer: Buffer, last: number): number | undefined {
  if (last >= buffer.length) {
    return undefined;
  }
  const newline = buffer.indexOf(NEWLINE, Math.max(0, last));
  return newline < 0 ? undefined : newline + 1;
}

interface ByteSource {
  /** Fills the buffer from `at` on, as far as it comes; 0 at the end. */
  read(buffer: Buffer, at: number): Promise<number>;
  close(): Promise<void>;
}

/** @param end what lies further is read for the end of a line only */
async function plain(file: string, start: number, end: number): Promise<ByteSource> {
  const handle = await open(file);
  let position = start;
  return {
    read(buffer, at) {
      // A read of what the system has at hand is faster than asking another thread for it.
      const wanted = Math.min(buffer.length - at, Math.max(LINE_BYTES, end - position));
      const bytes = readSync(handle.fd, buffer, at, wanted, position);
      position += bytes;
      return Promise.resolve(bytes);
    },
    close: () => handle.close(),
  };
}

function unpacked(file: string): ByteSource {
  const raw = createReadStream(file, { highWaterMark: 1 << 20 });
  const stream = raw.pipe(createGunzip({ chunkSize: 1 << 20 }));
  raw.on('error', (error) => stream.destroy(error));
  const chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  let left: Buffer = Buffer.alloc(0);
  return {
    async read(buffer, at) {
      while (left.length === 0) {
        const next = await chunks.next();
        if (next.done === true) {
          return 0;
        }
        left = next.value;
      }
      const taken = left.copy(buffer, at);
      left = left.subarray(taken);
      return taken;
    },
    async close() {
      raw.destroy();
      stream.destroy();
      await Promise.resolve();
    },
  };
}
