import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const repository = join(__dirname, '../..');

describe('bin/sigtrail.js', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'launcher-'));
    for (const file of ['bin/sigtrail.js', 'scripts/lib/outputs.cjs', 'scripts/lib/nodeFlags.cjs']) {
      cpSync(join(repository, file), join(root, file));
    }
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function write(file: string, text: string, changed = new Date()): void {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
    utimesSync(join(root, file), changed, changed);
  }
  const launch = (...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'bin/sigtrail.js'), ...args], { encoding: 'utf8' });

  it('hands on arguments, output and exit code', () => {
    write('build/cli/sigtrail.cjs', 'console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 1;');
    const { status, stdout, stderr } = launch('check', 'a b', '--json');
    expect([status, JSON.parse(stdout), stderr]).toEqual([1, ['check', 'a b', '--json'], '']);
  });

  it('hands on a signal and ends as the command ends', async () => {
    write(
      'build/cli/sigtrail.cjs',
      `process.on('SIGTERM', () => process.exit(7)); setInterval(() => undefined, 1000); console.log('ready');`
    );
    const child = spawn(process.execPath, [join(root, 'bin/sigtrail.js'), 'emulate'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.once('data', () => child.kill('SIGTERM'));
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(7);
  });

  it('builds what is missing or older than its sources, and only that', () => {
    const hour = (hours: number) => new Date(Date.now() - hours * 3_600_000);
    write(
      'scripts/build-cli.mjs',
      `import { mkdirSync, writeFileSync } from 'node:fs';
       mkdirSync('build/cli', { recursive: true });
       writeFileSync('build/cli/sigtrail.cjs', 'console.log("fresh")');`,
      hour(3)
    );
    for (const name of ['outputs.cjs', 'nodeFlags.cjs']) {
      utimesSync(join(root, 'scripts/lib', name), hour(3), hour(3));
    }
    write('src/cli/main.ts', '', hour(2));
    expect(launch('check')).toMatchObject({ status: 0, stdout: 'fresh\n', stderr: 'Building the command line …\n' });
    expect(launch('check')).toMatchObject({ stdout: 'fresh\n', stderr: '' });

    write('build/cli/sigtrail.cjs', 'console.log("old")', hour(1));
    write('src/cli/main.test.ts', '');
    expect(launch('check')).toMatchObject({ stdout: 'old\n', stderr: '' });
    write('rules/iam/new.yml', '');
    expect(launch('check')).toMatchObject({ stdout: 'fresh\n', stderr: 'Building the command line …\n' });
  });

  it('shows why a build failed', () => {
    write('src/cli/main.ts', '');
    write('scripts/build-cli.mjs', 'console.error("main.ts:1:1: no"); process.exitCode = 1;');
    const { status, stderr } = launch('check');
    expect(status).toBe(2);
    expect(stderr).toContain('main.ts:1:1: no');
    expect(stderr).toContain('building the command line failed');
  });
});
