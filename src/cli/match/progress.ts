import type { Io } from '../io';

const EVERY_MS = 500;

/** Shows on a terminal how far a run is; nothing elsewhere. */
export function progress(io: Io): { show(events: number, bytes: number): void; clear(): void } {
  if (!io.tty) {
    return { show: () => undefined, clear: () => undefined };
  }
  const began = performance.now();
  let shownAt = began;
  let width = 0;
  return {
    show(events, bytes) {
      const now = performance.now();
      if (now - shownAt < EVERY_MS) {
        return;
      }
      shownAt = now;
      const rate = bytes / 1e3 / (now - began);
      const text = `${events.toLocaleString('en')} events, ${(bytes / 1e6).toFixed(0)} MB, ${rate.toFixed(0)} MB/s`;
      io.err(`\r${text.padEnd(width)}`);
      width = text.length;
    },
    clear() {
      if (width > 0) {
        io.err(`\r${' '.repeat(width)}\r`);
      }
    },
  };
}
