import { mkdir, mkdtemp, realpath, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { KEY_RULE, SAMPLE_RULES, STOP_RULE, USER_RULE } from '../testing/sampleRules';
import { RuleLibrary } from './ruleLibrary';

/** What happens to rule folders while rules are in use. */
const [user, key, stop] = ['user.yml', 'key.yml', 'stop.yml'].map((name) => SAMPLE_RULES[name]);
const NEVER_MS = 3_600_000;

let base: string;
let root: string;
let library: RuleLibrary;
let loadings: number;

beforeEach(async () => {
  base = await realpath(await mkdtemp(path.join(tmpdir(), 'sigtrail-reload-')));
  root = path.join(base, 'rules');
  await mkdir(root);
});
afterEach(async () => {
  library.stop();
  await rm(base, { recursive: true, force: true });
});

/** @param pollMs never, to see that notifications are enough; else for what no notification tells of */
function open({ pollMs = NEVER_MS, rulePaths = [root] } = {}): void {
  loadings = 0;
  library = new RuleLibrary({ rulePaths, bundled: [], pollMs, onLoaded: () => loadings++ });
}
async function put(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await writeFile(path.join(root, file), text);
}
const keys = async () => [...(await library.current()).byKey.keys()].sort();
const problems = async () => (await library.current()).fileProblems.map(({ message }) => message).join('\n');

async function eventually(seen: () => Promise<unknown>, wanted: unknown): Promise<void> {
  const end = Date.now() + 15_000;
  let found = await seen();
  while (JSON.stringify(found) !== JSON.stringify(wanted)) {
    if (Date.now() > end) {
      expect(found).toEqual(wanted);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
    found = await seen();
  }
}

describe('a rule folder in use', () => {
  it('is told of files that are made, changed, moved and removed, in folders that are new too', async () => {
    open();
    expect(await keys()).toEqual([]);
    await put('user.yml', user);
    await eventually(keys, [USER_RULE]);
    await put('new/deep/key.yml', key);
    await eventually(keys, [USER_RULE, KEY_RULE]);
    await put('new/deep/stop.yml', stop);
    await eventually(keys, [USER_RULE, KEY_RULE, STOP_RULE]);
    await put('user.yml', user.replace('User created', 'Changed'));
    await eventually(async () => (await library.current()).byKey.get(USER_RULE)?.title, 'Changed');
    await rename(path.join(root, 'user.yml'), path.join(root, 'user.yml.off'));
    await eventually(keys, [KEY_RULE, STOP_RULE]);
    await unlink(path.join(root, 'new/deep/key.yml'));
    await eventually(keys, [STOP_RULE]);
  });

  it('is told when a folder in it gets another name, and of what is changed in it then', async () => {
    await put('a/user.yml', user);
    open();
    expect(await keys()).toEqual([USER_RULE]);
    await rename(path.join(root, 'a'), path.join(root, 'b'));
    const file = async () => (await library.current()).byKey.get(USER_RULE)?.source.file;
    await eventually(file, path.join(root, 'b/user.yml'));
    await put('b/key.yml', key);
    await eventually(keys, [USER_RULE, KEY_RULE]);
    await rename(path.join(root, 'b'), path.join(base, 'elsewhere'));
    await eventually(keys, []);
  });

  it('is told of changes after the folder was replaced by another of its name', async () => {
    await put('user.yml', user);
    open({ pollMs: 100 });
    expect(await keys()).toEqual([USER_RULE]);
    await rm(root, { recursive: true });
    await eventually(keys, []);
    expect(await problems()).toMatch(/does not exist/);
    await put('key.yml', key);
    await eventually(keys, [KEY_RULE]);
    await put('stop.yml', stop);
    await eventually(keys, [KEY_RULE, STOP_RULE]);
    expect(await problems()).toBe('');
  });

  it('may appear later', async () => {
    open({ pollMs: 100, rulePaths: [path.join(base, 'later')] });
    expect(await keys()).toEqual([]);
    expect(await problems()).toMatch(/does not exist.*rulePaths/);
    await mkdir(path.join(base, 'later'));
    await writeFile(path.join(base, 'later/user.yml'), user);
    await eventually(keys, [USER_RULE]);
    expect(await problems()).toBe('');
  });

  it('may be a link that is turned to another release', async () => {
    for (const [name, text] of [
      ['v1', user],
      ['v2', key],
    ]) {
      await mkdir(path.join(base, name));
      await writeFile(path.join(base, name, 'rule.yml'), text);
    }
    const current = path.join(base, 'current');
    await symlink('v1', current);
    open({ pollMs: 100, rulePaths: [current] });
    expect(await keys()).toEqual([USER_RULE]);
    await symlink('v2', path.join(base, 'next'));
    await rename(path.join(base, 'next'), current);
    await eventually(keys, [KEY_RULE]);
    await writeFile(path.join(base, 'v2/stop.yml'), stop);
    await eventually(keys, [KEY_RULE, STOP_RULE]);
  });

  it('may be one file, which editors replace', async () => {
    const file = path.join(root, 'rule.yml');
    await put('rule.yml', user);
    open({ rulePaths: [file] });
    expect(await keys()).toEqual([USER_RULE]);
    await put('.rule.yml.swp', key);
    await rename(path.join(root, '.rule.yml.swp'), file);
    await eventually(keys, [KEY_RULE]);
  });

  it('is read a few times, not once for each file, where many change one after another', async () => {
    const file = (index: number) => `aws/${index % 20}/rule-${index}.yml`;
    const rule = (index: number, title: string) =>
      user
        .replace(USER_RULE, `00000000-0000-4000-9000-${String(index).padStart(12, '0')}`)
        .replace('User created', title);
    const FILES = 400;
    for (let index = 0; index < FILES; index++) {
      await put(file(index), rule(index, 'Old'));
    }
    open();
    const titles = async () => {
      const all = [...(await library.current()).byKey.values()].map(({ title }) => title);
      return [...new Set(all)].map((title) => `${title}: ${all.filter((each) => each === title).length}`);
    };
    expect(await titles()).toEqual([`Old: ${FILES}`]);
    // What git does to change branches: each file is removed and made anew, its own files change too.
    for (let index = 0; index < FILES; index++) {
      await unlink(path.join(root, file(index)));
      await put(`.git/objects/${index % 20}/${index}`, 'x');
      await put(file(index), rule(index, 'New'));
    }
    await eventually(titles, [`New: ${FILES}`]);
    expect(loadings).toBeLessThan(FILES / 4);
    expect(await problems()).toBe('');
  });

  it('keeps its other rules where a file cannot be read', async () => {
    await put('user.yml', user);
    // A link to itself cannot be opened by anybody, root included.
    await symlink('key.yml', path.join(root, 'key.yml'));
    open();
    expect(await keys()).toEqual([USER_RULE]);
    expect(await problems()).toMatch(/cannot be followed: its links lead in a circle/);
    await unlink(path.join(root, 'key.yml'));
    await put('key.yml', key);
    await eventually(keys, [USER_RULE, KEY_RULE]);
    expect(await problems()).toBe('');
  });
});
