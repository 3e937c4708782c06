import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

interface Incompatibility {
  release: string;
  name: string;
  package: string;
  file: string;
  line: number;
  kind: string;
}

const SAME = 'export interface Kept { one: string }\nexport declare function Unused(): void;\n';
const FILES = {
  'from/api/index.d.ts': `${SAME}export declare function Gone(): void;\nexport declare function Changed(two: string): void;\n`,
  'same/api/index.d.ts': `${SAME}export declare function Gone(): void;\nexport declare function Changed(two: string): void;\n`,
  'next/api/index.d.ts': 'export interface Kept { one: string }\nexport declare function Changed(two: number): void;\n',
  'plugin/module.ts': "import { used } from './part';\nused();\n",
  'plugin/part.ts':
    "import { Gone, Changed, Kept } from 'api';\n" +
    "export const used = (): Kept => (Gone(), Changed('2'), { one: '1' });\n",
};

describe('the comparison of what a plugin uses', () => {
  const folder = mkdtempSync(join(tmpdir(), 'compare-'));
  const at = (path: string) => join(folder, path);
  let found: Incompatibility[] = [];

  beforeAll(() => {
    for (const [path, text] of Object.entries(FILES)) {
      mkdirSync(dirname(at(path)), { recursive: true });
      writeFileSync(at(path), text);
    }
    const asked = {
      entry: at('plugin/module.ts'),
      names: ['api'],
      from: at('from'),
      targets: { same: at('same'), next: at('next') },
    };
    const module = JSON.stringify(join(__dirname, 'compare.mjs'));
    const script = `const { incompatibilities } = await import(${module});
console.log(JSON.stringify(await incompatibilities(${JSON.stringify(asked)})));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(stderr).toBe('');
    found = JSON.parse(stdout) as Incompatibility[];
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('finds what is used and was removed or changed, and nothing that is not used', () => {
    const next = found.filter(({ release }) => release === 'next').sort((a, b) => a.name.localeCompare(b.name));
    const place = { package: 'api', file: at('plugin/part.ts'), line: 1 };
    expect(next).toEqual([
      expect.objectContaining({ ...place, name: 'Changed', kind: 'changed' }),
      expect.objectContaining({ ...place, name: 'Gone', kind: 'removed' }),
    ]);
  });

  it('finds nothing where nothing changed', () => {
    expect(found.filter(({ release }) => release === 'same')).toEqual([]);
  });
});
