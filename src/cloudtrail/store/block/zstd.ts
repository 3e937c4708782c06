import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

const OPTIONS = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };

/**
 * Bytes unpacked between two collections of garbage. Bun does not count what native code hands out when it decides that
 * a collection is due: a scan of a million events would grow the process by 300 MB. Node counts it.
 */
const COLLECT_BYTES = 8 * 1024 * 1024;

/** Bun's own, where the process runs on it. */
declare const Bun: { gc(now: boolean): void } | undefined;

let unpacked = 0;

/** A zstd frame with a checksum: a byte that has changed on the disk is noticed, not believed. */
export function compress(data: Uint8Array | string): Uint8Array {
  return zstdCompressSync(data, OPTIONS);
}

/** @throws Error where the data is no frame of `compress`, or not the same any more */
export function decompress(data: Uint8Array): Buffer {
  const bytes = zstdDecompressSync(data);
  unpacked += bytes.length;
  if (unpacked > COLLECT_BYTES && typeof Bun !== 'undefined') {
    unpacked = 0;
    Bun.gc(true);
  }
  return bytes;
}
