import type { Fresh } from './start';

/** A new id, and today. */
export function fresh(): Fresh {
  return { id: newUuid(), date: new Date().toISOString().slice(0, 10) };
}

/** A random UUID (version 4). `crypto.randomUUID` is there only where Grafana is served over TLS. */
function newUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
