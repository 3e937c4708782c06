import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from './ruleFileError';

/** What is wrong with a file or folder before its text is read as Sigma. */
export interface FileProblem {
  readonly file: string;
  readonly message: string;
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

/** A rule file by its name below the rule folder. */
export interface FoundFile {
  readonly file: string;
  readonly bytes: number;
  /** Changes when the file is written. */
  readonly stamp: string;
}
/** A folder that was listed, by its real path; `identity` changes when another folder takes its place. */
export interface ListedFolder {
  readonly path: string;
  readonly identity: string;
}
export interface FolderListing {
  /** Where the rule folder really is; undefined where it is not there. */
  readonly realRoot?: string;
  readonly files: readonly FoundFile[];
  readonly folders: readonly ListedFolder[];
  readonly problems: readonly FileProblem[];
  /** Changes when a file is added, removed or written. */
  readonly signature: string;
}

interface Walk {
  readonly root: string;
  readonly realRoot: string;
  readonly limits: FolderLimits;
  readonly files: FoundFile[];
  readonly folders: Map<string, ListedFolder>;
  readonly problems: FileProblem[];
}

/**
 * The rule files (`*.yml`, `*.yaml`, but not `*.test.yml`) below a folder, or one file, sorted by name. Hidden entries
 * are left out; a symbolic link is followed only while it stays below the folder. What cannot be looked at is a problem of
 * its own and stops nothing else.
 */
export async function listRuleFiles(root: string, limits: FolderLimits = FOLDER_LIMITS): Promise<FolderListing> {
  const problems: FileProblem[] = [];
  const walk = await openWalk(root, limits, problems);
  const files = walk?.files ?? [];
  return {
    ...(walk ? { realRoot: walk.realRoot } : {}),
    files,
    folders: walk ? [...walk.folders.values()] : [],
    problems,
    signature: JSON.stringify([files.map(({ stamp }) => stamp), problems]),
  };
}

async function openWalk(root: string, limits: FolderLimits, problems: FileProblem[]): Promise<Walk | undefined> {
  try {
    const realRoot = await realpath(root);
    const walk: Walk = { root, realRoot, limits, files: [], folders: new Map(), problems };
    if ((await stat(realRoot)).isFile()) {
      // A file is replaced by way of its folder.
      await noteFolder(path.dirname(realRoot), walk);
      await takeFile(root, walk);
    } else {
      await walkFolder(root, 0, walk);
    }
    return walk;
  } catch (error) {
    problems.push({
      file: root,
      message: `The rule folder cannot be read: ${reasonOf(error)}. Check rulePaths, and that the Grafana server may read it.`,
    });
    return undefined;
  }
}

async function walkFolder(folder: string, depth: number, walk: Walk): Promise<void> {
  const { limits, files, problems } = walk;
  if (files.length > limits.maxFiles || !(await noteFolder(folder, walk))) {
    return;
  }
  if (depth > limits.maxDepth) {
    problems.push({ file: folder, message: `Folders nested deeper than ${limits.maxDepth} are not read.` });
    return;
  }
  for (const entry of await entriesOf(folder, problems)) {
    const file = path.join(folder, entry.name);
    const kind = await kindOf(entry, file, walk);
    if (kind === 'folder') {
      await walkFolder(file, depth + 1, walk);
    } else if (kind === 'file' && isRuleFile(entry.name)) {
      if (files.length >= limits.maxFiles) {
        problems.push({
          file: walk.root,
          message: `The folder holds more than ${limits.maxFiles} rule files; the rest was not read.`,
        });
        files.length = limits.maxFiles;
        return;
      }
      await takeFile(file, walk);
    }
  }
}

/** False where the folder was visited already, by whatever name, or is gone. */
async function noteFolder(folder: string, { folders, root }: Walk): Promise<boolean> {
  try {
    const real = await realpath(folder);
    if (folders.has(real)) {
      return false;
    }
    const { dev, ino } = await stat(real);
    folders.set(real, { path: real, identity: `${dev}:${ino}` });
    return true;
  } catch (error) {
    if (folder === root) {
      throw error;
    }
    // Removed since its own folder was listed.
    return false;
  }
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

async function kindOf(entry: Dirent, file: string, { realRoot, problems }: Walk): Promise<'file' | 'folder' | 'other'> {
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
    if (!isWithin(target, realRoot)) {
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

async function takeFile(file: string, { limits, files, problems }: Walk): Promise<void> {
  try {
    const info = await lstat(file).then((own) => (own.isSymbolicLink() ? stat(file) : own));
    if (!info.isFile()) {
      return;
    }
    if (info.size > limits.maxFileBytes) {
      problems.push({ file, message: `The file has ${info.size} bytes; a rule file may have ${limits.maxFileBytes}.` });
      return;
    }
    files.push({ file, bytes: info.size, stamp: `${file}\n${info.size}\n${info.mtimeMs}\n${info.ino}` });
  } catch (error) {
    problems.push({ file, message: `The file cannot be read: ${reasonOf(error)}.` });
  }
}

function isRuleFile(name: string): boolean {
  return /\.ya?ml$/i.test(name) && !/\.test\.ya?ml$/i.test(name);
}

/** Whether a real path is a folder or lies below it. */
export function isWithin(real: string, realRoot: string): boolean {
  return real === realRoot || real.startsWith(realRoot.endsWith(path.sep) ? realRoot : realRoot + path.sep);
}

/** Why a file or folder cannot be read, in words. */
export function reasonOf(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOENT':
      return 'it does not exist';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied';
    case 'ENOTDIR':
      return 'it is no folder';
    case 'ELOOP':
      return 'its links lead in a circle';
    default:
      return codeOf(error) ?? String(error);
  }
}
