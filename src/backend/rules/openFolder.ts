import { constants, existsSync } from 'node:fs';
import { mkdir, open, realpath, lstat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { codeOf, RuleFileError } from './ruleFileError';

/** A folder that was found without following a link below its rule folder. */
export interface OpenFolder {
  /** A path of an entry that leads to this very folder, wherever its name points by now. */
  at(name: string): string;
  /** @throws RuleFileError where the folder is no longer where it was found */
  verify(): Promise<void>;
  /** Makes changes of the folder's entries last. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;
/** Linux names what a descriptor has open: a path through it is what `openat` would be. */
const DESCRIPTORS = '/proc/self/fd';
const hasDescriptors = process.platform === 'linux' && existsSync(DESCRIPTORS);

/**
 * Opens a folder below a rule folder, name by name. A link on the way is refused, also one that takes a folder's place in
 * between: every step starts from a folder that is held open, where the system allows it.
 *
 * @param make whether to make what is missing
 * @throws RuleFileError
 */
export async function openFolder(root: string, names: readonly string[], make: boolean): Promise<OpenFolder> {
  let folder = await openRoot(root);
  for (const name of names) {
    const outer = folder;
    try {
      folder = await openEntry(outer, name, make);
    } finally {
      await outer.close();
    }
  }
  return folder;
}

async function openRoot(root: string): Promise<OpenFolder> {
  try {
    // The rule folder itself may be a link: whoever set rulePaths chose it.
    return await openReal(await realpath(root));
  } catch (error) {
    throw folderError(error, root);
  }
}

async function openEntry(outer: OpenFolder, name: string, make: boolean): Promise<OpenFolder> {
  if (make) {
    await mkdir(outer.at(name)).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') {
        throw folderError(error, name);
      }
    });
  }
  try {
    return await openReal(outer.at(name));
  } catch (error) {
    throw folderError(error, name);
  }
}

async function openReal(folder: string): Promise<OpenFolder> {
  if (!hasDescriptors) {
    return watchedFolder(folder);
  }
  const handle = await open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  return {
    at: (name) => `${DESCRIPTORS}/${handle.fd}/${name}`,
    verify: async () => undefined,
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

/** Where folders cannot be held open: its real path is compared before something is done and after. */
async function watchedFolder(folder: string): Promise<OpenFolder> {
  const verify = async () => {
    const [info, real] = await Promise.all([lstat(folder), realpath(folder)]);
    if (!info.isDirectory() || real !== path.resolve(folder)) {
      throw new RuleFileError('bad-name', linkText(folder));
    }
  };
  await verify();
  return {
    at: (name) => path.join(folder, name),
    verify,
    async sync() {
      let handle: FileHandle | undefined;
      try {
        handle = await open(folder, 'r');
        await handle.sync();
      } catch {
        // Windows does not open folders; it writes their entries by itself.
      } finally {
        await handle?.close();
      }
    },
    close: async () => undefined,
  };
}

function folderError(error: unknown, name: string): RuleFileError {
  if (error instanceof RuleFileError) {
    return error;
  }
  switch (codeOf(error)) {
    case 'ENOENT':
      return new RuleFileError('no-file', `The folder "${name}" does not exist.`);
    case 'ELOOP':
    case 'ENOTDIR':
      return new RuleFileError('bad-name', linkText(name));
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new RuleFileError(
        'not-writable',
        `The Grafana server may not open or write the folder "${name}". Give the user it runs as write access to it.`
      );
    default:
      return new RuleFileError('not-writable', `The folder "${name}" cannot be used: ${String(error)}.`);
  }
}

function linkText(name: string): string {
  return `"${name}" is a symbolic link or no folder; only folders themselves are written to. Use the folder it points to.`;
}
