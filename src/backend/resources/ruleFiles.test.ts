import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TestBackend } from '../testing/backend';
import { SAMPLE_RULES, STOP_RULE, USER_RULE } from '../testing/sampleRules';

let root: string;
let test: TestBackend;
const user = SAMPLE_RULES['user.yml'];

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'sigtrail-save-'));
  test = new TestBackend({ rules: { 'stop.yml': SAMPLE_RULES['stop.yml'] }, jsonData: { rulePaths: [root] } });
  test.role = 'Editor';
});
afterEach(async () => {
  await test.handlers.dispose();
  await rm(root, { recursive: true, force: true });
});

const put = (body: Record<string, unknown>) => test.resource('PUT', 'rule-files', { folder: 0, ...body });
const get = (file: string) => test.resource('GET', `rule-files?folder=0&file=${encodeURIComponent(file)}`);

describe('rule-files', () => {
  it('saves a new rule, which is loaded when the answer comes', async () => {
    const { status, json } = await put({ file: 'iam/user.yml', yaml: user });
    expect(status).toBe(200);
    expect(json).toEqual({ file: 'iam/user.yml', etag: expect.any(String), rules: [USER_RULE], problems: [] });
    expect(await readFile(path.join(root, 'iam/user.yml'), 'utf8')).toBe(user);
    expect((await test.resource('GET', `rules/${USER_RULE}`)).json).toMatchObject({
      title: 'User created',
      ruleFile: { folder: 0, file: 'iam/user.yml' },
    });
    expect((await test.resource('GET', `rules/${STOP_RULE}`)).json).not.toHaveProperty('ruleFile');
    expect((await get('iam/user.yml')).json).toEqual({ yaml: user, etag: json.etag });
    expect(test.logs.join('\n')).toContain('"user":"tester"');
  });

  it('changes a rule in place, once for each version', async () => {
    const { json } = await put({ file: 'user.yml', yaml: user });
    const changed = user.replace('User created', 'Changed');
    expect((await put({ file: 'user.yml', yaml: changed, etag: json.etag })).status).toBe(200);
    expect((await test.resource('GET', `rules/${USER_RULE}`)).json).toMatchObject({ title: 'Changed' });
    const stale = await put({ file: 'user.yml', yaml: user, etag: json.etag });
    expect(stale).toMatchObject({ status: 409, json: { error: { code: 'changed' } } });
    expect(await put({ file: 'user.yml', yaml: user })).toMatchObject({
      status: 409,
      json: { error: { code: 'exists' } },
    });
  });

  it.each([
    ['no YAML', 'title: ['],
    ['no rule', 'title: only a title\n'],
    ['nothing', ''],
    ['a second document that is broken', `${user}---\ntitle: broken\n`],
    ['a correlation of a rule that is not there', correlation('no-such-rule')],
  ])('writes nothing for %s, and says where', async (_, yaml) => {
    const { status, json } = await put({ file: 'a.yml', yaml });
    expect(status).toBe(422);
    expect(json).toMatchObject({ error: { code: 'bad-rule', message: expect.stringMatching(/^Nothing was saved/) } });
    expect(json.problems).toBeInstanceOf(Array);
    expect(await readdir(root)).toEqual([]);
  });

  it('refuses an id that another file has, lets a bundled one be replaced, and finds a correlation’s rule', async () => {
    await put({ file: 'user.yml', yaml: user });
    expect(await put({ file: 'again.yml', yaml: user })).toMatchObject({
      status: 422,
      json: { problems: [{ code: 'duplicate-id', file: 'again.yml', line: expect.any(Number) }] },
    });
    expect((await put({ file: 'stop.yml', yaml: SAMPLE_RULES['stop.yml'] })).status).toBe(200);
    expect((await test.resource('GET', `rules/${STOP_RULE}`)).json).toMatchObject({ source: root });
    expect((await put({ file: 'many.yml', yaml: correlation(USER_RULE) })).json).toMatchObject({ rules: ['many'] });
  });

  it('is for Editors and Admins', async () => {
    await writeFile(path.join(root, 'user.yml'), user);
    for (const role of ['Viewer', 'None', '', 'editor']) {
      test.role = role;
      expect(await put({ file: 'a.yml', yaml: user })).toMatchObject({
        status: 403,
        json: { error: { code: 'forbidden', message: expect.stringContaining('Editors') } },
      });
      expect((await get('user.yml')).status).toBe(403);
      const folders = await test.resource('GET', 'rule-folders');
      expect(folders.json).toEqual({
        folders: [{ index: 0, path: root, writable: false, reason: expect.stringContaining('Editors') }],
      });
    }
    expect(await readdir(root)).toEqual(['user.yml']);
    test.role = 'Admin';
    expect((await get('user.yml')).status).toBe(200);
    expect((await test.resource('GET', 'rule-folders')).json).toEqual({
      folders: [{ index: 0, path: root, writable: true }],
    });
  });

  it.each([['../a.yml'], ['/tmp/a.yml'], ['.a.yml'], ['a\\b.yml'], ['a\0.yml'], ['nul.yml'], ['a.txt'], ['']])(
    'refuses the name %j',
    async (file) => {
      expect(await put({ file, yaml: user })).toMatchObject({ status: 400, json: { error: { code: 'bad-name' } } });
      expect((await get(file)).status).toBe(400);
      expect(await readdir(root)).toEqual([]);
    }
  );

  it.each([[1], [-1], [0.5], ['0'], [null], ['length']])('knows no folder %j', async (folder) => {
    expect(await put({ folder, file: 'a.yml', yaml: user })).toMatchObject({
      status: 404,
      json: { error: { code: 'no-folder' } },
    });
  });

  it('refuses what is too large, and what is no text', async () => {
    expect((await put({ file: 'a.yml', yaml: `${user}# ${'x'.repeat(1_000_000)}` })).status).toBe(413);
    expect((await put({ file: 'a.yml', yaml: 7 })).status).toBe(400);
    expect((await put({ file: 'a.yml', yaml: user, etag: 7 })).status).toBe(400);
    expect((await get('none.yml')).status).toBe(404);
    expect(await readdir(root)).toEqual([]);
  });
});

function correlation(rule: string): string {
  return [
    'title: Many',
    'name: many',
    'correlation:',
    '    type: event_count',
    `    rules: [${rule}]`,
    '    group-by: [userIdentity.arn]',
    '    timespan: 5m',
    '    condition: {gte: 3}',
    '',
  ].join('\n');
}
