import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Material that stands beside the repository and is not part of it. */
const SHARED = join(__dirname, '../../../../shared');

/** `describe`, or where the folder beside the repository is absent, a skipped one and a message. */
export function describeShared(folder: string, title: string, body: (path: string) => void): void {
  const path = join(SHARED, folder);
  if (existsSync(path)) {
    describe(title, () => body(path));
  } else {
    console.warn(`skipped: ${title} (../shared/${folder} is absent)`);
    describe.skip(title, () => it('needs ../shared', () => undefined));
  }
}

export function readShared(path: string, extension: string): Array<{ file: string; text: string }> {
  return readdirSync(path)
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(path, file), 'utf8') }));
}
