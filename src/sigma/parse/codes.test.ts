import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { PROBLEM_CODES } from './codes';

const root = join(__dirname, '../../..');
const page = readFileSync(join(root, 'docs/problems.md'), 'utf8');
const explained = [...page.matchAll(/^\| `([a-z0-9-]+)` +\|/gm)].map((match) => match[1]);

it('has every code explained in docs/problems.md, once', () => {
  expect([...explained].sort()).toEqual([...PROBLEM_CODES].sort());
});

it('has no code that nothing reports', () => {
  const sources = readdirSync(join(root, 'src/sigma'), { recursive: true, encoding: 'utf8' })
    .filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !/^(?:vectors|testing)\b|codes\.ts$/.test(file)
    )
    .map((file) => readFileSync(join(root, 'src/sigma', file), 'utf8'))
    .join('\n');
  expect(PROBLEM_CODES.filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
});
