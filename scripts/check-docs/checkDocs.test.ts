import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const SCRIPT = join(__dirname, '../check-docs.mjs');

/** A command line of three commands: `check` fails on what is not there, `page` prints JSON, `emulate` runs until it is stopped. */
const CLI = `
const { existsSync } = require('node:fs');
const [command, ...args] = process.argv.slice(2);
const USAGE = {
  check: 'usage: sigtrail check PATH… [--json]',
  page: 'usage: sigtrail page --rule FILE [--json]',
  emulate: 'usage: sigtrail emulate [--port P]',
};
if (command === '--help') {
  console.log(Object.keys(USAGE).map((name) => '  ' + name + ' …').join('\\n'));
} else if (args.includes('--no-such-option')) {
  console.error(USAGE[command]);
  process.exitCode = 2;
} else if (command === 'emulate') {
  process.on('SIGTERM', () => process.exit(0));
  setInterval(() => undefined, 1000);
  console.log('Port ' + args.at(-1) + '. Ctrl-C stops it.');
} else if (command === 'page') {
  console.log(JSON.stringify({ id: 'a', stages: [{ index: 0 }] }));
} else {
  const missing = args.filter((arg) => !arg.startsWith('--') && !existsSync(arg));
  missing.forEach((arg) => console.error(arg + ' is not there'));
  process.exitCode = missing.length > 0 ? 2 : 0;
}
`;

const INDEX =
  '# Index\n\n[guide](guide.md) [check](commands/check.md) [page](commands/page.md) [emulate](commands/emulate.md)\n';

/** A small repository whose documentation is right. */
const GOOD: Readonly<Record<string, string>> = {
  'bin/sigtrail.js': CLI,
  'package.json': JSON.stringify({ scripts: { e2e: 'true' } }),
  '.ci/run': 'step install npm ci\nstep e2e npm run --silent e2e\n',
  'rules/iam/mfa_device_removed.yml': 'title: a\n',
  'rules/iam/mfa_device_removed.test.yml': 'tests: []\n',
  'bench/README.md': '# Speed\n',
  'CHANGELOG.md': '# Changelog\n',
  'README.md': '# Readme\n\n[guide](https://github.com/sigtrail/sigtrail/blob/main/docs/guide.md#two-words)\n',
  'docs/README.md': INDEX,
  'docs/guide.md':
    '# Guide\n\n## Two words\n\n```sh\nnpm ci && npx sigtrail check rules/ \\\n  event.json\nsigtrail check away/   # exit code 2\n```\n',
  'docs/commands/check.md': '# check\n\n| option | is |\n|---|---|\n| `--json` | JSON |\n',
  'docs/commands/page.md':
    '# page\n\n| `--rule FILE`, `--json` | |\n\n```sh\nsigtrail page --rule rule.yml --json\n```\n\n```json\n{ "id": "…", "stages": [{ "index": 1 }] }\n```\n',
  'docs/commands/emulate.md': '# emulate\n\n| `--port P` | |\n\n```sh\nsigtrail emulate --port 4580\n```\n',
};

describe('the check of the documentation', () => {
  const folders: string[] = [];
  afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  function check(changed: Readonly<Record<string, string | undefined>> = {}) {
    const root = mkdtempSync(join(tmpdir(), 'check-docs-'));
    folders.push(root);
    for (const [file, text] of Object.entries({ ...GOOD, ...changed })) {
      if (text === undefined) {
        continue;
      }
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, '--verbose', root], { encoding: 'utf8' });
    return { status, stdout, problems: stderr.trim().split('\n').filter(Boolean) };
  }

  it('runs what can be run, and says why the rest is not', () => {
    const { status, stdout, problems } = check();
    expect(problems).toEqual([]);
    expect(status).toBe(0);
    expect(stdout).toContain('docs/guide.md:6: sigtrail check rules/ event.json');
    expect(stdout).toContain('docs/guide.md:8: sigtrail check away/');
    expect(stdout).toContain('docs/commands/emulate.md:6: sigtrail emulate --port 4580');
    expect(stdout).toContain('Not run, a step of .ci/run:\n  docs/guide.md:6: npm ci\n');
    expect(stdout).toContain('4 commands run, 1 not run, 0 problems');
  });

  const guide = (text: string) => ({ 'docs/guide.md': `# Guide\n\n## Two words\n\n${text}\n` });
  const CASES: ReadonlyArray<readonly [string, Readonly<Record<string, string>>, string]> = [
    [
      'an exit code that the page does not name',
      guide('```sh\nsigtrail check away/\n```'),
      'docs/guide.md:6: `sigtrail check away/` ended with exit code 2, not 0: away/ is not there',
    ],
    [
      'an exit code that the command does not have',
      guide('```sh\nsigtrail check rules/ # exit code 1\n```'),
      'docs/guide.md:6: `sigtrail check rules/` ended with exit code 0, not 1: it printed nothing.',
    ],
    [
      'a command that is left out in silence',
      guide('```sh\nmake install\n```'),
      'docs/guide.md:6: `make install` is not run, and nothing says why.',
    ],
    [
      'a script of npm that CI does not run',
      { ...guide('```sh\nnpm run other\n```'), 'package.json': JSON.stringify({ scripts: { other: 'true' } }) },
      'docs/guide.md:6: `npm run other` is not run, and nothing says why.',
    ],
    [
      'commands in a block without sh',
      guide('```\nsigtrail check rules/\n```'),
      'docs/guide.md:6: this block has commands.',
    ],
    ['a link that leads nowhere', guide('[gone](gone.md)'), 'docs/guide.md:5: gone.md: there is no docs/gone.md.'],
    [
      'an anchor that leads nowhere',
      guide('[there](commands/check.md#there)'),
      'docs/guide.md:5: commands/check.md#there: docs/commands/check.md has no heading for #there.',
    ],
    [
      'a whole URL of a file of ours that is not there',
      guide('[gone](https://github.com/sigtrail/sigtrail/blob/main/docs/gone.md)'),
      'there is no docs/gone.md.',
    ],
    [
      'a page that the index forgets',
      { 'docs/lost.md': '# Lost\n' },
      'does not lead to docs/lost.md. Add it to the index.',
    ],
    [
      'an option without a row',
      { 'docs/commands/check.md': '# check\n' },
      'docs/commands/check.md:1: has no row for --json, which the command takes.',
    ],
    [
      'a row for an option that is not there',
      { 'docs/commands/emulate.md': '# emulate\n\n| `--port P`, `--host` | |\n' },
      'docs/commands/emulate.md:1: has --host, which the command does not take.',
    ],
    ['a command that is not there, in a sentence', guide('Run `sigtrail chekc`.'), 'there is no command chekc.'],
    ['an option that is not there, in a sentence', guide('Run `sigtrail page --all`.'), 'page takes no --all.'],
    ['a script that is not there, in a sentence', guide('Run `npm run gone`.'), 'package.json has no script gone.'],
    [
      'a source file that is not there',
      guide('It is in `a/gone.ts`.'),
      'docs/guide.md:5: `a/gone.ts`: the repository has no such file.',
    ],
    [
      'a source folder that is not there, on a page about the source',
      { 'docs/structure.md': '`commands/` `gone/`\n', 'docs/README.md': `${INDEX}[structure](structure.md)\n` },
      'docs/structure.md:1: `gone/`: the repository has no such folder.',
    ],
    ['JSON that cannot be read', guide('```json\n{ "a": }\n```'), 'docs/guide.md:6: this json cannot be read'],
    ['YAML that cannot be read', guide('```yaml\na: [1\n```'), 'docs/guide.md:6: this yaml cannot be read'],
    [
      'JSON with a member that is not printed',
      guide('```sh\nsigtrail page --json\n```\n\n```json\n{ "id": "", "stages": [{ "name": "" }] }\n```'),
      'prints another shape than line 10 shows: stages[].name is not printed.',
    ],
    [
      'JSON that leaves a member out',
      guide('```sh\nsigtrail page --json\n```\n\n```json\n{ "id": "" }\n```'),
      'the page leaves out stages.',
    ],
  ];
  it.each(CASES)('reports %s', (_, changed, expected) => {
    const { status, problems } = check(changed);
    expect(status).toBe(1);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(expected);
  });

  it('reports a command without a page', () => {
    const { problems } = check({
      'docs/commands/emulate.md': undefined,
      'docs/README.md': INDEX.replace(' [emulate](commands/emulate.md)', ''),
    });
    expect(problems).toEqual(['docs/commands/emulate.md:1: is missing: each command has its page.']);
  });
});
