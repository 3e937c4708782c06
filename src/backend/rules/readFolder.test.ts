import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FOLDER_LIMITS, listRuleFiles } from './listRuleFiles';
import { readRuleFolder, readWithin } from './readFolder';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'sigtrail-rules-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function put(name: string, text = `title: ${name}\n`): Promise<void> {
  await mkdir(path.dirname(path.join(root, name)), { recursive: true });
  await writeFile(path.join(root, name), text);
}
const names = (sources: ReadonlyArray<{ file: string }>) => sources.map(({ file }) => path.relative(root, file));

/** Root may read everything: does the work as somebody who may not. */
async function unprivileged<T>(work: () => Promise<T>): Promise<T> {
  const own = process.geteuid?.();
  if (own !== 0) {
    return work();
  }
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(own);
  }
}

describe('readRuleFolder', () => {
  it('reads rule files in order, without tests, hidden files and others', async () => {
    await Promise.all(['b.yml', 'a/c.yaml', 'a/b.test.yml', '.git/x.yml', 'notes.md'].map((name) => put(name)));
    const { sources, problems } = await readRuleFolder(root);
    expect(names(sources)).toEqual(['a/c.yaml', 'b.yml']);
    expect(sources[0]).toMatchObject({ text: 'title: a/c.yaml\n', origin: root });
    expect(problems).toEqual([]);
  });

  it('follows links inside the folder and none that leave it', async () => {
    const outside = await mkdtemp(path.join(tmpdir(), 'sigtrail-outside-'));
    await writeFile(path.join(outside, 'secret.yml'), 'title: outside\n');
    await put('real/a.yml');
    await symlink(path.join(root, 'real/a.yml'), path.join(root, 'inside.yml'));
    await symlink(outside, path.join(root, 'escape'));
    await symlink(path.join(outside, 'secret.yml'), path.join(root, 'escape.yml'));
    await symlink(root, path.join(root, 'loop'));
    const { sources, problems } = await readRuleFolder(root);
    expect(names(sources)).toEqual(['inside.yml', 'real/a.yml']);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('leaves the rule folder'),
      expect.stringContaining('leaves the rule folder'),
    ]);
    await rm(outside, { recursive: true });
  });

  it('does not read what took a file’s place after it was found', async () => {
    await put('real/a.yml');
    const file = path.join(root, 'real/a.yml');
    expect(await readWithin(await realpath(root), file, 1000)).toBe('title: real/a.yml\n');
    await expect(readWithin(await realpath(root), file, 5)).rejects.toThrow(/changed/);
    const outside = await mkdtemp(path.join(tmpdir(), 'sigtrail-outside-'));
    await writeFile(path.join(outside, 'a.yml'), 'title: outside\n');
    await rm(path.join(root, 'real'), { recursive: true });
    await symlink(outside, path.join(root, 'real'));
    await expect(readWithin(await realpath(root), file, 1000)).rejects.toThrow(/leaves the rule folder/);
    await rm(outside, { recursive: true });
  });

  it('tells of what the server may not read, and reads the rest', async () => {
    await put('a.yml');
    await put('b.yml');
    await put('c/d.yml');
    await chmod(root, 0o755);
    await chmod(path.join(root, 'b.yml'), 0);
    await chmod(path.join(root, 'c'), 0);
    const { sources, problems } = await unprivileged(() => readRuleFolder(root));
    expect(names(sources)).toEqual(['a.yml']);
    expect(problems.map(({ file, message }) => `${path.relative(root, file)}: ${message}`).sort()).toEqual([
      'b.yml: The file cannot be read: permission denied.',
      'c: The folder cannot be read: permission denied.',
    ]);
    await chmod(path.join(root, 'c'), 0o755);
  });

  it.each([
    ['rules are under the [Detection Rule License (DRL) 1.1](https://example.org)', 'DRL-1.1'],
    ['Apache License\n    Version 2.0, January 2004', 'Apache-2.0'],
    ['All rights reserved.', undefined],
  ])('takes the licence from the file beside the rules: %s', async (text, license) => {
    await put('aws/a.yml');
    await put('LICENSE', text);
    expect((await readRuleFolder(root)).sources.map((source) => source.license)).toEqual([license]);
  });

  it('refuses what is too large or too much, and keeps the rest', async () => {
    await put('a.yml', 'x'.repeat(200));
    await put('b.yml');
    await put('c.yml');
    await put('d.yml');
    const { sources, problems } = await readRuleFolder(root, { ...FOLDER_LIMITS, maxFileBytes: 100, maxFiles: 2 });
    expect(names(sources)).toEqual(['b.yml', 'c.yml']);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('200 bytes'),
      expect.stringContaining('more than 2 rule files'),
    ]);
  });

  it('says what is wrong with a folder that is not there', async () => {
    const { sources, problems } = await readRuleFolder(path.join(root, 'missing'));
    expect(sources).toEqual([]);
    expect(problems[0].message).toMatch(/does not exist.*rulePaths/);
  });

  it('takes a single file', async () => {
    await put('one.yml');
    expect(names((await readRuleFolder(path.join(root, 'one.yml'))).sources)).toEqual(['one.yml']);
  });

  it('has a signature that changes with the files', async () => {
    await put('a.yml');
    const { signature } = await readRuleFolder(root);
    expect((await listRuleFiles(root)).signature).toBe(signature);
    await put('b.yml');
    expect((await listRuleFiles(root)).signature).not.toBe(signature);
  });
});
