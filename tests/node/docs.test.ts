import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** What Grafana says, not we. */
const OF_GRAFANA: ReadonlySet<string> = new Set([
  'Could not start plugin backend',
  'DatasourceError',
  'DatasourceNoData',
  'input data must be a wide series',
  'cannot uniquely be identified by its labels',
]);

/** The source as one text, with texts that are joined by `+` over lines joined. */
function source(): string {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => read(join('src', file)))
    .join('\n')
    .replace(/['`]\s*\+\s*\n\s*['`]/g, '');
}

/** The messages that stand in the first column of a page's tables, where they are left out cut into parts. */
function quoted(page: string): string[][] {
  return read(page)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .flatMap((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, message]) => message))
    .filter((message) => !OF_GRAFANA.has(message))
    .map((message) =>
      message
        .split('…')
        .map((part) => part.trim())
        .filter(Boolean)
    );
}

describe('messages that the documentation quotes', () => {
  const text = source();
  it.each(['docs/troubleshooting.md', 'docs/accounts-and-regions.md'])('%s quotes what the backend says', (page) => {
    const messages = quoted(page);
    expect(messages.length).toBeGreaterThan(2);
    expect(messages.filter((parts) => !parts.every((part) => text.includes(part)))).toEqual([]);
  });
});
