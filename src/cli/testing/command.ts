import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandFunction } from '../commands';
import { temporaryFolder } from './temporaryFolder';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command and collects what it writes. */
export async function run(command: CommandFunction, args: string[]): Promise<Ran> {
  const written = { out: '', err: '' };
  const code = await command(args, {
    out: (text) => void (written.out += text),
    err: (text) => void (written.err += text),
    tty: false,
  });
  return { code, ...written };
}

/** A new folder with these files, for the tests of one file; returns its path. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), content);
  }
  return folder;
}
