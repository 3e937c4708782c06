import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The texts of a folder's files, however far down. */
export function textsIn(folder: string, extension: string): Array<{ file: string; text: string }> {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith(extension))
    .map((file) => ({ file, text: readFileSync(path.join(folder, file), 'utf8') }));
}
