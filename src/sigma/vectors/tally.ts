import type { VectorResult } from './types';

/** Counts checks as they are made: undefined for one that held, `skip`, else what went wrong. */
export function tally() {
  let passed = 0;
  let skipped = 0;
  const failures: string[] = [];
  return {
    add(outcome: string | undefined): void {
      if (outcome === undefined) {
        passed++;
      } else if (outcome === 'skip') {
        skipped++;
      } else {
        failures.push(outcome);
      }
    },
    result: (): VectorResult => ({ passed, failed: failures.length, skipped, failures }),
  };
}
