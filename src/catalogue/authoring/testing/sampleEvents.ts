import { readShared } from '../../../sigma/testing/shared';

/** Records of the files in a folder, one a line. */
export function recordsIn(path: string): Array<Record<string, unknown>> {
  return readShared(path, '.ndjson').flatMap(({ text }) =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
  );
}
