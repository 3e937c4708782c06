import { compress, decompress } from './zstd';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const BINARY = 0;
const TEXT = 1;

/** Event ids in one frame: CloudTrail's are UUIDs, 16 bytes each behind a byte of 0; others are JSON behind a 1. */
export function packIds(ids: readonly string[]): Uint8Array {
  return compress(
    ids.every((id) => UUID.test(id))
      ? Buffer.concat([Buffer.of(BINARY), Buffer.from(ids.join('').replaceAll('-', ''), 'hex')])
      : Buffer.concat([Buffer.of(TEXT), Buffer.from(JSON.stringify(ids))])
  );
}

/** @throws Error where the bytes are not what packIds made */
export function unpackIds(data: Uint8Array): string[] {
  const bytes = decompress(data);
  if (bytes[0] === TEXT) {
    return JSON.parse(bytes.toString('utf8', 1)) as string[];
  }
  const hex = bytes.toString('hex', 1);
  return Array.from({ length: hex.length / 32 }, (_, index) => {
    const id = hex.slice(index * 32, index * 32 + 32);
    return `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`;
  });
}
