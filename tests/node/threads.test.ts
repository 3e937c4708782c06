import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The built command with workers: what a bundle makes of them cannot be seen from the sources. */
const ROOT = path.join(__dirname, '../..');
const RULE = `title: Users
id: 5a0b7b1e-5c44-4f0b-9e57-1f1e3f5b8a11
logsource: { product: aws, service: cloudtrail }
detection: { selection: { eventName: CreateUser }, condition: selection }
`;

function sigtrail(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [path.join(ROOT, 'bin/sigtrail.js'), ...args], {
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
}

it('match with threads finds what one thread finds, in the same order, and names the same lines', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sigtrail-threads-'));
  try {
    writeFileSync(path.join(folder, 'rule.yml'), RULE);
    const padding = 'x'.repeat(1000);
    const lines = Array.from({ length: 40_000 }, (_, index) =>
      index % 9973 === 5000
        ? '{"broken":'
        : `{"eventName":"${index % 1000 === 0 ? 'CreateUser' : 'GetUser'}","n":${index},"p":"${padding}"}`
    );
    writeFileSync(path.join(folder, 'a.ndjson'), lines.join('\n'));
    writeFileSync(path.join(folder, 'b.json'), '{"Records":[{"eventName":"CreateUser","n":-1}]}');
    const run = (threads: string) =>
      sigtrail(
        'match',
        '--rules',
        path.join(folder, 'rule.yml'),
        '--events',
        folder,
        '--output',
        'ndjson',
        '--threads',
        threads
      );
    // Builds the command where it is not built yet, and says so.
    sigtrail('--help');
    const one = run('1');
    const two = run('2');
    expect([one.status, two.status]).toEqual([0, 0]);
    expect(one.stdout.split('\n').length).toBe(41);
    expect(two.stdout === one.stdout).toBe(true);
    expect(two.stderr).toBe(one.stderr);
    expect(one.stderr).toContain('a.ndjson:5001: ');
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
