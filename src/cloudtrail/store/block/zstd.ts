import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

const OPTIONS = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };

/** A zstd frame with a checksum: a byte that has changed on the disk is noticed, not believed. */
export function compress(data: Uint8Array | string): Uint8Array {
  return zstdCompressSync(data, OPTIONS);
}

/** @throws Error where the data is no frame of `compress`, or not the same any more */
export function decompress(data: Uint8Array): Buffer {
  return zstdDecompressSync(data);
}
