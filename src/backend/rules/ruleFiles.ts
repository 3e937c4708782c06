import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, link, lstat, open, rename, stat, unlink, type FileHandle } from 'node:fs/promises';
import { FOLDER_LIMITS } from './listRuleFiles';
import { openFolder, type OpenFolder } from './openFolder';
import { codeOf, RuleFileError } from './ruleFileError';
import { parseRuleFileName } from './ruleFileName';

/** A rule file's text, and what names this version of it. */
export interface RuleFile {
  readonly yaml: string;
  readonly etag: string;
}

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK, O_WRONLY, O_CREAT, O_EXCL } = constants;
/** Writes happen one after another: of two that saw the same text, the second is refused. */
let writing: Promise<unknown> = Promise.resolve();

/** Why nothing can be written to a rule folder, in a sentence; undefined where it can. */
export async function whyNotWritable(root: string): Promise<string | undefined> {
  try {
    if (!(await stat(root)).isDirectory()) {
      return 'It is a single file. Name its folder in rulePaths to write rules there.';
    }
    await access(root, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return codeOf(error) === 'ENOENT'
      ? 'The folder does not exist on the Grafana server. Create it, or correct rulePaths.'
      : 'The Grafana server may not write to it. Give the user it runs as write access to the folder.';
  }
}

/** @throws RuleFileError */
export async function readRuleFile(root: string, file: string): Promise<RuleFile> {
  const names = namesOf(file);
  const folder = await openFolder(root, names.slice(0, -1), false);
  try {
    const found = await readIn(folder, names[names.length - 1]);
    if (!found) {
      throw new RuleFileError('no-file', `There is no file "${file}" in the rule folder.`);
    }
    return found;
  } finally {
    await folder.close();
  }
}

/**
 * Writes a rule file whole or not at all: to a hidden file beside it, flushed to disk, then renamed.
 *
 * @param etag of the version that is written over; undefined: there must be none
 * @returns the new version's etag
 * @throws RuleFileError where the file is not that version, or cannot be written
 */
export async function writeRuleFile(root: string, file: string, yaml: string, etag?: string): Promise<string> {
  const names = allowedNames(file, yaml);
  const turn = writing.then(async () => {
    const folder = await openFolder(root, names.slice(0, -1), etag === undefined);
    try {
      return await writeIn(folder, names[names.length - 1], yaml, etag);
    } catch (error) {
      throw writeError(error, file);
    } finally {
      await folder.close();
    }
  });
  writing = turn.catch(() => undefined);
  return turn;
}

/**
 * What can be said of a name and a text before anything is done with them.
 *
 * @returns the folders below the rule folder, and the file
 * @throws RuleFileError
 */
export function allowedNames(file: string, yaml: string): readonly string[] {
  if (Buffer.byteLength(yaml) > FOLDER_LIMITS.maxFileBytes) {
    throw new RuleFileError(
      'too-large',
      `The text has more than ${FOLDER_LIMITS.maxFileBytes} bytes, which is all that a rule file may have. Split it.`
    );
  }
  return namesOf(file);
}

function namesOf(file: string): readonly string[] {
  const parsed = parseRuleFileName(file);
  if ('problem' in parsed) {
    throw new RuleFileError('bad-name', parsed.problem);
  }
  return parsed.names;
}

async function writeIn(folder: OpenFolder, name: string, yaml: string, etag: string | undefined): Promise<string> {
  const target = folder.at(name);
  const old = await readIn(folder, name);
  if (old && etag === undefined) {
    throw new RuleFileError(
      'exists',
      `The file "${name}" exists already. Open it to change it, or choose another name.`
    );
  }
  if (etag !== undefined && old?.etag !== etag) {
    throw new RuleFileError(
      'changed',
      old
        ? `The file "${name}" was changed since you opened it. Open it anew and make your changes again.`
        : `The file "${name}" was removed since you opened it. Save it as a new file.`
    );
  }
  // Hidden, so that nobody reads it as a rule.
  const temporary = folder.at(`.sigtrail-${randomBytes(9).toString('hex')}.tmp`);
  try {
    await writeThrough(temporary, yaml, old ? (await lstat(target)).mode & 0o777 : 0o644);
    await folder.verify();
    if (old) {
      await rename(temporary, target);
    } else {
      // Unlike a rename, a link never replaces what somebody else put there meanwhile.
      await link(temporary, target).catch((error: unknown) => linkFailed(error, temporary, target));
      await unlink(temporary).catch(() => undefined);
    }
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  await folder.sync();
  return etagOf(Buffer.from(yaml));
}

/** Some file systems have no links: there a name that is free is taken by a rename. */
async function linkFailed(error: unknown, temporary: string, target: string): Promise<void> {
  const code = codeOf(error);
  if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS' && code !== 'EMLINK') {
    throw error;
  }
  await rename(temporary, target);
}

async function writeThrough(file: string, text: string, mode: number): Promise<void> {
  const handle = await open(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
  try {
    await handle.writeFile(text, 'utf8');
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The file of this name; undefined where there is none. @throws RuleFileError where it is a link, no file, or too large */
async function readIn(folder: OpenFolder, name: string): Promise<RuleFile | undefined> {
  await folder.verify();
  let handle: FileHandle;
  try {
    // Without O_NONBLOCK a named pipe would never open.
    handle = await open(folder.at(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') {
      return undefined;
    }
    throw new RuleFileError(
      code === 'ELOOP' ? 'bad-name' : 'not-writable',
      code === 'ELOOP'
        ? `"${name}" is a symbolic link; links are not opened. Use the file it points to.`
        : `The file "${name}" cannot be read: ${code ?? String(error)}. Check that the Grafana server may read it.`
    );
  }
  try {
    const info = await handle.stat();
    if (!info.isFile()) {
      throw new RuleFileError('bad-name', `"${name}" is no file. Choose another name.`);
    }
    if (info.size > FOLDER_LIMITS.maxFileBytes) {
      throw new RuleFileError('too-large', `The file "${name}" has ${info.size} bytes, too many for a rule file.`);
    }
    const bytes = await handle.readFile();
    return { yaml: bytes.toString('utf8'), etag: etagOf(bytes) };
  } finally {
    await handle.close();
  }
}

function etagOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 27);
}

function writeError(error: unknown, file: string): RuleFileError {
  if (error instanceof RuleFileError) {
    return error;
  }
  switch (codeOf(error)) {
    case 'EEXIST':
      return new RuleFileError('exists', `The file "${file}" exists already. Open it to change it.`);
    case 'ENOSPC':
    case 'EDQUOT':
      return new RuleFileError('not-writable', `There is no space left for "${file}". Nothing was written.`);
    default:
      return new RuleFileError(
        'not-writable',
        `The file "${file}" cannot be written: ${codeOf(error) ?? String(error)}. Check that the Grafana server may write to the folder.`
      );
  }
}
