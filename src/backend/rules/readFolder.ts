import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { RuleSource } from '../../sigma/types';

/** What is wrong with a file or folder before its text is read as Sigma. */
export interface FileProblem {
  readonly file: string;
  readonly message: string;
}
export interface FolderContents {
  readonly sources: readonly RuleSource[];
  readonly problems: readonly FileProblem[];
  /** Changes when a file is added, removed or written. */
  readonly signature: string;
}
export interface FolderLimits {
  readonly maxFiles: number;
  readonly maxFileBytes: number;
  readonly maxTotalBytes: number;
  readonly maxDepth: number;
}

export const FOLDER_LIMITS: FolderLimits = {
  maxFiles: 20_000,
  maxFileBytes: 1_000_000,
  maxTotalBytes: 200_000_000,
  maxDepth: 20,
};

interface Found {
  readonly file: string;
  readonly bytes: number;
  readonly stamp: string;
}

/**
 * The rule files (`*.yml`, `*.yaml`, but not `*.test.yml`) below a folder, or one file, sorted by name. Hidden entries
 * are left out; a symbolic link is followed only while it stays below the folder. What cannot be read is a problem of
 * its own and stops nothing else.
 *
 * @param known texts of an earlier reading by `stamp`, so that unchanged files are not read again
 */
export async function readRuleFolder(
  root: string,
  limits: FolderLimits = FOLDER_LIMITS,
  known: Map<string, string> = new Map()
): Promise<FolderContents> {
  const problems: FileProblem[] = [];
  const found = await listRuleFiles(root, limits, problems);
  const sources: RuleSource[] = [];
  const kept = new Map<string, string>();
  let total = 0;
  for (const { file, bytes, stamp } of found) {
    total += bytes;
    if (total > limits.maxTotalBytes) {
      problems.push({
        file: root,
        message: `The folder holds more than ${limits.maxTotalBytes} bytes of rules; the rest was not read.`,
      });
      break;
    }
    try {
      const text = known.get(stamp) ?? (await readFile(file, 'utf8'));
      kept.set(stamp, text);
      sources.push({ file, text, origin: root });
    } catch (error) {
      problems.push({ file, message: `The file cannot be read: ${reasonOf(error)}.` });
    }
  }
  known.clear();
  kept.forEach((text, stamp) => known.set(stamp, text));
  return { sources, problems, signature: signatureOf(found, problems) };
}

/** The folder's signature alone: what polling compares. */
export async function folderSignature(root: string, limits: FolderLimits = FOLDER_LIMITS): Promise<string> {
  const problems: FileProblem[] = [];
  return signatureOf(await listRuleFiles(root, limits, problems), problems);
}

function signatureOf(found: readonly Found[], problems: readonly FileProblem[]): string {
  return JSON.stringify([found.map(({ stamp }) => stamp), problems]);
}

async function listRuleFiles(root: string, limits: FolderLimits, problems: FileProblem[]): Promise<Found[]> {
  const found: Found[] = [];
  let realRoot: string;
  try {
    realRoot = await realpath(root);
    const info = await stat(realRoot);
    if (info.isFile()) {
      await takeFile(root, limits, found, problems);
      return found;
    }
  } catch (error) {
    problems.push({
      file: root,
      message: `The rule folder cannot be read: ${reasonOf(error)}. Check rulePaths, and that the Grafana server may read it.`,
    });
    return found;
  }
  const visited = new Set<string>();
  const walk = async (folder: string, depth: number): Promise<void> => {
    const real = await realpath(folder);
    if (visited.has(real) || found.length > limits.maxFiles) {
      return;
    }
    visited.add(real);
    if (depth > limits.maxDepth) {
      problems.push({ file: folder, message: `Folders nested deeper than ${limits.maxDepth} are not read.` });
      return;
    }
    for (const entry of await entriesOf(folder, problems)) {
      const file = path.join(folder, entry.name);
      const kind = await kindOf(entry, file, realRoot, problems);
      if (kind === 'folder') {
        await walk(file, depth + 1);
      } else if (kind === 'file' && isRuleFile(entry.name)) {
        if (found.length >= limits.maxFiles) {
          problems.push({
            file: root,
            message: `The folder holds more than ${limits.maxFiles} rule files; the rest was not read.`,
          });
          found.length = limits.maxFiles;
          return;
        }
        await takeFile(file, limits, found, problems);
      }
    }
  };
  await walk(root, 0);
  return found;
}

async function entriesOf(folder: string, problems: FileProblem[]): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.filter(({ name }) => !name.startsWith('.')).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    problems.push({ file: folder, message: `The folder cannot be read: ${reasonOf(error)}.` });
    return [];
  }
}

async function kindOf(
  entry: Dirent,
  file: string,
  realRoot: string,
  problems: FileProblem[]
): Promise<'file' | 'folder' | 'other'> {
  if (entry.isDirectory()) {
    return 'folder';
  }
  if (entry.isFile()) {
    return 'file';
  }
  if (!entry.isSymbolicLink()) {
    return 'other';
  }
  try {
    const target = await realpath(file);
    if (target !== realRoot && !target.startsWith(realRoot + path.sep)) {
      problems.push({
        file,
        message: 'A symbolic link that leaves the rule folder is not followed. Add its target to rulePaths.',
      });
      return 'other';
    }
    const info = await stat(target);
    return info.isDirectory() ? 'folder' : 'file';
  } catch (error) {
    problems.push({ file, message: `The symbolic link cannot be followed: ${reasonOf(error)}.` });
    return 'other';
  }
}

async function takeFile(file: string, limits: FolderLimits, found: Found[], problems: FileProblem[]): Promise<void> {
  try {
    const info = await lstat(file).then((own) => (own.isSymbolicLink() ? stat(file) : own));
    if (!info.isFile()) {
      return;
    }
    if (info.size > limits.maxFileBytes) {
      problems.push({ file, message: `The file has ${info.size} bytes; a rule file may have ${limits.maxFileBytes}.` });
      return;
    }
    found.push({ file, bytes: info.size, stamp: `${file}\n${info.size}\n${info.mtimeMs}\n${info.ino}` });
  } catch (error) {
    problems.push({ file, message: `The file cannot be read: ${reasonOf(error)}.` });
  }
}

function isRuleFile(name: string): boolean {
  return /\.ya?ml$/i.test(name) && !/\.test\.ya?ml$/i.test(name);
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  switch (code) {
    case 'ENOENT':
      return 'it does not exist';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ENOTDIR':
      return 'it is no folder';
    default:
      return code ?? String(error);
  }
}
