import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  unlink,
  writeFile,
  chmod,
  link,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openFolder } from './openFolder';
import { FOLDER_LIMITS } from './listRuleFiles';
import { RuleFileError } from './ruleFileError';
import { readRuleFile, whyNotWritable, writeRuleFile } from './ruleFiles';

let base: string;
let root: string;
let outside: string;

beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'sigtrail-files-'));
  root = path.join(base, 'rules');
  outside = path.join(base, 'outside');
  await Promise.all([mkdir(root), mkdir(outside)]);
});
afterEach(() => rm(base, { recursive: true, force: true }));

const textOf = (file: string) => readFile(path.join(root, file), 'utf8');

async function faultOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    return error instanceof RuleFileError ? error.fault : String(error);
  }
}

describe('writeRuleFile', () => {
  it('makes a file and its folders, and leaves nothing else behind', async () => {
    const etag = await writeRuleFile(root, 'aws/iam/a.yml', 'title: a\n');
    expect(await textOf('aws/iam/a.yml')).toBe('title: a\n');
    expect(await readdir(path.join(root, 'aws/iam'))).toEqual(['a.yml']);
    expect(await readRuleFile(root, 'aws/iam/a.yml')).toEqual({ yaml: 'title: a\n', etag });
  });

  it('writes over the version it was told of, keeping the file’s mode', async () => {
    const etag = await writeRuleFile(root, 'a.yml', 'one');
    await chmod(path.join(root, 'a.yml'), 0o640);
    const next = await writeRuleFile(root, 'a.yml', 'two', etag);
    expect(next).not.toBe(etag);
    expect(await textOf('a.yml')).toBe('two');
    expect((await stat(path.join(root, 'a.yml'))).mode & 0o777).toBe(0o640);
  });

  it('replaces the file whole: who has the old one open still reads that', async () => {
    const etag = await writeRuleFile(root, 'a.yml', 'one');
    await link(path.join(root, 'a.yml'), path.join(base, 'held'));
    await writeRuleFile(root, 'a.yml', 'two', etag);
    expect(await readFile(path.join(base, 'held'), 'utf8')).toBe('one');
  });

  it('refuses to make a file that is there, and to write over one that changed or went', async () => {
    const etag = await writeRuleFile(root, 'a.yml', 'one');
    expect(await faultOf(writeRuleFile(root, 'a.yml', 'two'))).toBe('exists');
    await writeFile(path.join(root, 'a.yml'), 'edited elsewhere');
    expect(await faultOf(writeRuleFile(root, 'a.yml', 'two', etag))).toBe('changed');
    expect(await textOf('a.yml')).toBe('edited elsewhere');
    await rm(path.join(root, 'a.yml'));
    expect(await faultOf(writeRuleFile(root, 'a.yml', 'two', etag))).toBe('changed');
    expect(await readdir(root)).toEqual([]);
  });

  it('lets one of several who write at once win, and tells the others', async () => {
    const texts = Array.from({ length: 8 }, (_, index) => `text ${index}`);
    const faults = await Promise.all(texts.map((text) => faultOf(writeRuleFile(root, 'a.yml', text))));
    expect(faults.filter((fault) => fault === 'none')).toHaveLength(1);
    expect(faults.filter((fault) => fault === 'exists')).toHaveLength(7);
    expect(await textOf('a.yml')).toBe(texts[faults.indexOf('none')]);
  });

  it('refuses a text beyond a rule file’s size, and names that lead out', async () => {
    expect(await faultOf(writeRuleFile(root, 'a.yml', 'x'.repeat(FOLDER_LIMITS.maxFileBytes + 1)))).toBe('too-large');
    expect(await faultOf(writeRuleFile(root, '../outside/a.yml', 'x'))).toBe('bad-name');
    expect(await readdir(outside)).toEqual([]);
  });

  it('follows no link: not as the file, not as a folder on the way', async () => {
    await writeFile(path.join(outside, 'victim.yml'), 'victim');
    await symlink(path.join(outside, 'victim.yml'), path.join(root, 'a.yml'));
    await symlink(path.join(outside, 'new.yml'), path.join(root, 'dangling.yml'));
    await symlink(outside, path.join(root, 'way'));
    const { etag } = await readRuleFile(outside, 'victim.yml');
    const attempts = [
      writeRuleFile(root, 'a.yml', 'x'),
      writeRuleFile(root, 'a.yml', 'x', etag),
      writeRuleFile(root, 'dangling.yml', 'x'),
      writeRuleFile(root, 'way/new.yml', 'x'),
      writeRuleFile(root, 'way/deeper/new.yml', 'x'),
      readRuleFile(root, 'a.yml'),
      readRuleFile(root, 'way/victim.yml'),
    ];
    expect(await Promise.all(attempts.map(faultOf))).toEqual(attempts.map(() => 'bad-name'));
    expect(await readdir(outside)).toEqual(['victim.yml']);
    expect(await readFile(path.join(outside, 'victim.yml'), 'utf8')).toBe('victim');
  });

  it('takes a rule folder that is a link itself', async () => {
    await symlink(root, path.join(base, 'linked'));
    await writeRuleFile(path.join(base, 'linked'), 'a.yml', 'one');
    expect(await textOf('a.yml')).toBe('one');
  });

  it('refuses a folder of the file’s name, and a file of a folder’s', async () => {
    await mkdir(path.join(root, 'a.yml'));
    await writeFile(path.join(root, 'b.yml'), 'x');
    expect(await faultOf(writeRuleFile(root, 'a.yml', 'x'))).toBe('bad-name');
    expect(await faultOf(writeRuleFile(root, 'b.yml/c.yml', 'x'))).toBe('bad-name');
  });

  it('says when the rule folder is not there', async () => {
    expect(await faultOf(writeRuleFile(path.join(base, 'none'), 'a.yml', 'x'))).toBe('no-file');
  });
});

describe('openFolder', () => {
  it('holds on to a folder whose name leads elsewhere by now', async () => {
    await mkdir(path.join(root, 'way'));
    const folder = await openFolder(root, ['way'], false);
    // What an attacker does between the check and the write.
    await rename(path.join(root, 'way'), path.join(root, 'moved'));
    await symlink(outside, path.join(root, 'way'));
    await folder.verify().then(
      () => writeFile(folder.at('a.yml'), 'x'),
      () => undefined
    );
    await folder.close();
    expect(await readdir(outside)).toEqual([]);
  });
});

describe('somebody who turns a folder into a link and back', () => {
  it('never gets a file written or read outside', async () => {
    await writeFile(path.join(outside, 'secret.yml'), 'secret');
    const way = path.join(root, 'way');
    await mkdir(way);
    let done = false;
    let turns = 0;
    const turning = (async () => {
      while (!done) {
        // A write may make the folder anew in between: then this turn is lost.
        await rename(way, path.join(base, `aside-${turns}`)).catch(() => undefined);
        await symlink(outside, way).catch(() => undefined);
        await unlink(way).catch(() => undefined);
        await mkdir(way).catch(() => undefined);
        turns++;
      }
    })();
    const faults: Record<string, number> = {};
    try {
      for (let index = 0; index < 150; index++) {
        const written = await faultOf(writeRuleFile(root, `way/${index}.yml`, 'x'));
        const read = await readRuleFile(root, 'way/secret.yml').then(
          ({ yaml }) => yaml,
          () => 'refused'
        );
        expect(read).toBe('refused');
        faults[written] = (faults[written] ?? 0) + 1;
      }
    } finally {
      done = true;
      await turning;
    }
    expect(turns).toBeGreaterThan(0);
    expect(await readdir(outside)).toEqual(['secret.yml']);
    // Nothing but success, the link that was refused, and the moment at which there is neither.
    expect(Object.keys(faults).filter((fault) => !['none', 'bad-name', 'no-file'].includes(fault))).toEqual([]);
    expect(faults.none).toBeGreaterThan(0);
  });
});

describe('whyNotWritable', () => {
  it('tells what stands in the way', async () => {
    await writeFile(path.join(root, 'a.yml'), 'x');
    expect(await whyNotWritable(root)).toBeUndefined();
    expect(await whyNotWritable(path.join(root, 'a.yml'))).toMatch(/single file/);
    expect(await whyNotWritable(path.join(root, 'none'))).toMatch(/does not exist/);
  });
});
