import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CASES } from './testing/brokenPlugins';
import { goodPlugin } from './testing/goodPlugin';

interface Finding {
  severity: 'error' | 'warning';
  code: string;
  message: string;
}
interface Result {
  expected: Finding[];
  findings: Finding[];
}

describe('the check of the built plugin', () => {
  const results: Result[] = [];
  let status: number | null = 0;
  const good = goodPlugin();
  const broken = CASES.map(([, , , breakIt]) => {
    const checkout = goodPlugin();
    breakIt(checkout);
    return checkout;
  });
  const script = join(__dirname, '../check-plugin.mjs');
  const run = (...folders: string[]) =>
    spawnSync(process.execPath, [script, '--json', ...folders], { encoding: 'utf8', maxBuffer: 1 << 24 });

  beforeAll(() => {
    const ran = run(...broken.map(({ folder }) => folder));
    status = ran.status;
    results.push(...(JSON.parse(ran.stdout) as Result[]));
  });
  afterAll(() => [good, ...broken].forEach(({ folder }) => rmSync(folder, { recursive: true })));

  it('finds nothing in a good plugin but that its backend is not Go', () => {
    const { status: passed, stdout } = run(good.folder);
    const [{ expected, findings }] = JSON.parse(stdout) as [Result];
    expect(findings).toEqual([]);
    expect(expected.map(({ code }) => code)).toEqual(['go-module', 'go-binary']);
    expect(passed).toBe(0);
  });

  it('fails for broken ones', () => expect(status).toBe(1));

  it.each(CASES.map(([severity, code, what, , says], index) => ({ severity, code, what, says, index })))(
    'finds $what',
    ({ severity, code, says, index }) => {
      expect(results[index].findings).toContainEqual({ severity, code, message: expect.stringMatching(says) });
    }
  );
});
