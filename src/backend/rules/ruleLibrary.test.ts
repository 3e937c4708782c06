import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SAMPLE_RULES, STOP_RULE, USER_RULE } from '../testing/sampleRules';
import { RuleLibrary } from './ruleLibrary';

let root: string;
let library: RuleLibrary | undefined;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'sigtrail-library-'));
});
afterEach(async () => {
  library?.stop();
  await rm(root, { recursive: true, force: true });
});

const bundled = [{ file: 'user.yml', text: SAMPLE_RULES['user.yml'], origin: 'bundled' }];

async function eventually(test: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await test())) {
    if (Date.now() > end) {
      throw new Error('It did not happen within 10 seconds.');
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('RuleLibrary', () => {
  it('reads nothing before it is asked, and bad files take no good ones with them', async () => {
    let loadings = 0;
    await writeFile(path.join(root, 'stop.yml'), SAMPLE_RULES['stop.yml']);
    await writeFile(path.join(root, 'bad.yml'), 'title: [');
    library = new RuleLibrary({ rulePaths: [root, '/no/such/folder'], bundled, onLoaded: () => loadings++ });
    expect(loadings).toBe(0);
    const book = await library.current();
    expect([...book.byKey.keys()].sort()).toEqual([USER_RULE, STOP_RULE].sort());
    expect(book.fileProblems.map(({ file }) => file)).toEqual(['/no/such/folder']);
    expect(book.ruleSet.problems.map(({ file }) => file)).toContain(path.join(root, 'bad.yml'));
    await library.current();
    expect(loadings).toBe(1);
  });

  it('lets a folder’s rule take the place of a bundled one with its id, without a complaint', async () => {
    const own = SAMPLE_RULES['user.yml'].replace('User created', 'Our own');
    await writeFile(path.join(root, 'user.yml'), own);
    library = new RuleLibrary({ rulePaths: [root], bundled });
    const book = await library.current();
    expect(book.byKey.get(USER_RULE)?.title).toBe('Our own');
    expect(book.ruleSet.problems).toEqual([]);
  });

  it('keeps up with the folder: a rule added, changed, removed', async () => {
    library = new RuleLibrary({ rulePaths: [root], bundled: [], pollMs: 100 });
    const titles = async () => [...((await library?.current())?.byKey.values() ?? [])].map(({ title }) => title);
    expect(await titles()).toEqual([]);
    const file = path.join(root, 'user.yml');
    await writeFile(file, SAMPLE_RULES['user.yml']);
    await eventually(async () => (await titles()).join() === 'User created');
    await writeFile(file, SAMPLE_RULES['user.yml'].replace('User created', 'Changed'));
    await eventually(async () => (await titles()).join() === 'Changed');
    await unlink(file);
    await eventually(async () => (await titles()).length === 0);
  });
});
