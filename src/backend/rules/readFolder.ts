import { constants, existsSync } from 'node:fs';
import { open, readlink } from 'node:fs/promises';
import path from 'node:path';
import type { RuleSource } from '../../sigma/types';
import { FOLDER_LIMITS, isWithin, listRuleFiles, reasonOf, type FileProblem, type FolderLimits } from './listRuleFiles';

export interface FolderContents {
  readonly sources: readonly RuleSource[];
  readonly problems: readonly FileProblem[];
  /** The listing's: changes when a file is added, removed or written. */
  readonly signature: string;
}

/**
 * The rule files below a folder, or one file, with their texts. What cannot be read is a problem of its own and stops
 * nothing else.
 *
 * @param known texts of an earlier reading by `stamp`, so that unchanged files are not read again
 */
export async function readRuleFolder(
  root: string,
  limits: FolderLimits = FOLDER_LIMITS,
  known: Map<string, string> = new Map()
): Promise<FolderContents> {
  const { files, realRoot = root, problems: found, signature } = await listRuleFiles(root, limits);
  const problems = [...found];
  const license = await licenseOf(realRoot, limits.maxFileBytes);
  const sources: RuleSource[] = [];
  const kept = new Map<string, string>();
  let total = 0;
  for (const { file, bytes, stamp } of files) {
    total += bytes;
    if (total > limits.maxTotalBytes) {
      problems.push({
        file: root,
        message: `The folder holds more than ${limits.maxTotalBytes} bytes of rules; the rest was not read.`,
      });
      break;
    }
    try {
      const text = known.get(stamp) ?? (await readWithin(realRoot, file, limits.maxFileBytes));
      kept.set(stamp, text);
      sources.push({ file, text, origin: root, ...(license === undefined ? {} : { license }) });
    } catch (error) {
      problems.push({ file, message: `The file cannot be read: ${reasonOf(error)}.` });
    }
  }
  known.clear();
  kept.forEach((text, stamp) => known.set(stamp, text));
  return { sources, problems, signature };
}

const LICENSES: ReadonlyArray<readonly [id: string, text: RegExp]> = [
  ['DRL-1.1', /Detection Rule License\W+(\(DRL\)\W+)?(Version\W+)?1\.1/i],
  ['Apache-2.0', /Apache License\W+Version 2\.0/i],
  ['MIT', /\bMIT License\b/i],
];

/** The licence of a rule set by the file `LICENSE` beside it, where it is one that rule sets have; a rule may name its own. */
async function licenseOf(realRoot: string, maxBytes: number): Promise<string | undefined> {
  for (const name of ['LICENSE', 'LICENSE.md', 'LICENSE.txt']) {
    try {
      const text = await readWithin(realRoot, path.join(realRoot, name), maxBytes);
      return LICENSES.find(([, pattern]) => pattern.test(text))?.[0];
    } catch {
      // There is none of this name, or none that can be read.
    }
  }
  return undefined;
}

/** Linux tells which file is open, whatever its name leads to by now. */
const DESCRIPTORS = '/proc/self/fd';
const hasDescriptors = process.platform === 'linux' && existsSync(DESCRIPTORS);

/** The text of a file that was found below the folder. @throws where it no longer is one, or leads elsewhere by now */
export async function readWithin(realRoot: string, file: string, maxBytes: number): Promise<string> {
  // Without O_NONBLOCK a named pipe that has taken the file's place would never open.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const info = await handle.stat();
    if (hasDescriptors && !isWithin(await readlink(`${DESCRIPTORS}/${handle.fd}`), realRoot)) {
      throw new Error('it is a link that leaves the rule folder');
    }
    if (!info.isFile() || info.size > maxBytes) {
      throw new Error('it changed while it was read');
    }
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}
