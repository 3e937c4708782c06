import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Compares a value with its golden file, and writes the file where `UPDATE_GOLDEN=1` asks for it. A missing file fails:
 * a golden file is read by a person before it is committed.
 */
export function expectGolden(folder: string, name: string, value: unknown): void {
  const file = path.join(folder, `${name}.json`);
  const text = JSON.stringify(
    value,
    (_, member: unknown) => (ArrayBuffer.isView(member) ? Array.from(member as Float64Array) : member),
    2
  );
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, `${text}\n`);
  }
  if (!existsSync(file)) {
    throw new Error(`${file} is missing: run the tests with UPDATE_GOLDEN=1, and read what they write.`);
  }
  expect(JSON.parse(text)).toEqual(JSON.parse(readFileSync(file, 'utf8')));
}
