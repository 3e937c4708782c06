import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RulePage, RulesResponse } from '../contract/resources';
import { loadRuleSet } from '../sigma';
import { TestBackend } from './testing/backend';

/**
 * The steps of docs/sigmahq.md, as the page has them, on a repository of the same layout. SigmaHQ's rules are not part of this
 * repository: the test is skipped where they, or git, are not there.
 */
const RULES = path.resolve(__dirname, '../../../shared/data/sigma-rules');
const GUIDE = readFileSync(path.join(__dirname, '../../docs/sigmahq.md'), 'utf8');
const present = existsSync(RULES) && runs('git', ['--version']);
if (!present) {
  console.warn(`skipped: ${RULES} or git is not there`);
}
/** The rule in aws_update_login_profile.yml. */
const RULE = '055fb148-60f8-462d-ad16-26926ce050f1';

let base: string;
let upstream: string;
let backend: TestBackend;

beforeAll(() => {
  if (!present) {
    return;
  }
  base = mkdtempSync(path.join(tmpdir(), 'sigtrail-sigmahq-'));
  upstream = path.join(base, 'upstream');
  mkdirSync(upstream);
  git('init', '--quiet', '--initial-branch', 'master');
  copyFileSync(path.join(RULES, 'LICENSE'), path.join(upstream, 'LICENSE'));
  for (const name of readdirSync(RULES).filter((file) => file.endsWith('.yml'))) {
    const text = readFileSync(path.join(RULES, name), 'utf8');
    publish(path.join(folderOf(name, text), name), text);
  }
  publish('rules/windows/other.yml', 'title: For other records\nlogsource: {product: windows}\n');
  commit('all rules');
});
afterAll(async () => {
  await backend?.handlers.dispose();
  if (present) {
    rmSync(base, { recursive: true });
  }
});

function runs(command: string, args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
const ENVIRONMENT = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  ...Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((who) => [
      [`GIT_${who}_NAME`, 'a'],
      [`GIT_${who}_EMAIL`, 'a@b.c'],
    ])
  ),
};
function git(...args: string[]): void {
  execFileSync('git', args, { cwd: upstream, env: ENVIRONMENT, stdio: 'pipe' });
}
function commit(message: string): void {
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
}
function publish(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(upstream, file)), { recursive: true });
  writeFileSync(path.join(upstream, file), text);
}
/** Where SigmaHQ has a rule: what Sigma 2 refuses lies beside the rules in use. */
function folderOf(file: string, text: string): string {
  const codes = loadRuleSet([{ file, text }]).problems.flatMap(({ code, severity }) =>
    severity === 'error' ? code : []
  );
  if (codes.length === 0) {
    return 'rules/cloud/aws/cloudtrail';
  }
  return codes.includes('unresolved-placeholder') ? 'rules-placeholder/cloud/aws/cloudtrail' : 'unsupported/cloud';
}
/** Runs a step of the guide: the nth block of shell commands. */
function step(number: number): void {
  const commands = [...GUIDE.matchAll(/^```sh\n([^]*?)^```$/gm)][number][1]
    .replaceAll('https://github.com/SigmaHQ/sigma.git', `file://${upstream}`)
    .replaceAll('/etc/sigma', base);
  execFileSync('sh', ['-e', '-c', commands], { env: ENVIRONMENT, stdio: 'pipe' });
}
async function rules(): Promise<RulesResponse> {
  return (await backend.resource('GET', 'rules')).json as unknown as RulesResponse;
}
async function eventually(done: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 25_000;
  while (!(await done()) && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

(present ? describe : describe.skip)('the guide to SigmaHQ’s rules', () => {
  jest.setTimeout(60_000);

  it('gets the rules for CloudTrail and no others, each with author, source and licence', async () => {
    step(0);
    backend = new TestBackend({ jsonData: { rulePaths: [path.join(base, 'sigmahq')], bundledRules: false } });
    const loaded = await rules();
    expect(loaded.rules).toHaveLength(57);
    expect(loaded.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(loaded.facets.level).toEqual({ high: 16, medium: 28, low: 13 });
    expect(loaded.facets.status).toEqual({ stable: 2, test: 40, experimental: 15 });
    expect(loaded.facets.folder).toEqual({ 'rules/cloud/aws/cloudtrail': 57 });
    const page = (await backend.resource('GET', `rules/${RULE}`)).json as unknown as RulePage;
    expect(page).toMatchObject({
      author: expect.stringMatching(/./),
      license: 'DRL-1.1',
      source: path.join(base, 'sigmahq'),
      body: readFileSync(path.join(RULES, 'aws_update_login_profile.yml'), 'utf8'),
    });
    const alert = await backend.resource('GET', `rules/${RULE}/alert-rule`);
    expect(String(alert.body)).toContain(page.author);
    expect((await backend.health()).message).toContain('57 rules are loaded.');
  });

  it('takes over what an update brings, without anything being restarted', async () => {
    const file = 'rules/cloud/aws/cloudtrail/aws_new.yml';
    const text = readFileSync(path.join(RULES, 'aws_cloudtrail_disable_logging.yml'), 'utf8');
    const id = '4db60cc0-36fb-42b7-9b58-a5b53019fb74';
    expect(text).toContain(id);
    publish(file, text.replace(id, '00000000-0000-4000-8000-000000000001').replace(/^title: .*$/m, 'title: New one'));
    commit('a new rule');
    step(1);
    await eventually(async () => (await rules()).rules.length === 58);
    expect((await rules()).rules.map(({ title }) => title)).toContain('New one');
    git('rm', '--quiet', file);
    git('commit', '--quiet', '--message', 'gone again');
    step(1);
    await eventually(async () => (await rules()).rules.length === 57);
    expect((await rules()).rules).toHaveLength(57);
  });

  it('shows what is not in use as problems, by file and line, and takes the rest', async () => {
    execFileSync('git', ['sparse-checkout', 'disable'], {
      cwd: path.join(base, 'sigmahq'),
      env: ENVIRONMENT,
      stdio: 'pipe',
    });
    await eventually(async () => (await rules()).problems.some(({ severity }) => severity === 'error'));
    const { rules: loaded, problems } = await rules();
    expect(loaded).toHaveLength(57);
    const refused = new Set(
      problems.flatMap(({ file, severity }) => (severity === 'error' ? path.relative(base, file) : []))
    );
    const inFolder = (folder: string) => [...refused].filter((file) => file.startsWith(`sigmahq/${folder}/`));
    expect(inFolder('unsupported/cloud')).toHaveLength(8);
    expect(inFolder('rules-placeholder/cloud/aws/cloudtrail')).toHaveLength(1);
    // The rule for Windows has no detection, so that it is refused too.
    expect(refused.size).toBe(10);
    expect(problems.every(({ line, message }) => line >= 1 && message !== '')).toBe(true);
    expect((await backend.health()).message).toMatch(/57 rules are loaded\. 1\d problems with rules: /);
  });

  it('goes on with a noisy rule disabled and another at a lower level', async () => {
    const [, settings] = /ruleOverrides:\n((?: {6}.*\n)+)/.exec(GUIDE.slice(GUIDE.indexOf('**Noise.**'))) ?? [];
    const ids = [...(settings ?? '').matchAll(/([0-9a-f-]{36}): \{ (\w+): (\w+) \}/g)];
    expect(ids.map(([, , name, value]) => `${name} ${value}`)).toEqual(['enabled false', 'level low']);
    backend.updatedMs++;
    backend.jsonData = {
      ...backend.jsonData,
      ruleOverrides: Object.fromEntries(ids.map(([, id, name, value]) => [id, { [name]: value }])),
    };
    const loaded = await rules();
    const find = (id: string) => loaded.rules.find((rule) => rule.id === id);
    expect(find(ids[0][1])).toMatchObject({ enabled: false });
    expect(find(ids[1][1])).toMatchObject({ level: 'low', writtenLevel: expect.any(String) });
    expect(loaded.problems.filter(({ code }) => code === 'unknown-override')).toEqual([]);
    expect(loaded.facets.enabled).toEqual({ true: 56, false: 1 });
  });
});
