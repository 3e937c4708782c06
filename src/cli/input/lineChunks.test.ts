import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { lineChunks, type ByteRange } from './lineChunks';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sigtrail-lines-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Buffer): string {
  writeFileSync(path.join(folder, name), content);
  return path.join(folder, name);
}

async function linesOf(name: string, range?: ByteRange): Promise<string[]> {
  const lines: string[] = [];
  for await (const { bytes, tooLong } of lineChunks(name, range)) {
    if (tooLong) {
      lines.push('(too long)');
    }
    const text = Buffer.from(bytes).toString();
    if (text !== '') {
      lines.push(...text.replace(/\n$/, '').split('\n'));
    }
  }
  return lines;
}

it('gives every line once, larger than the buffer, packed or not, with or without an end', async () => {
  const lines = ['a', '', 'x'.repeat(5 << 20), 'b'.repeat(3 << 20), 'c'];
  expect(await linesOf(file('a.ndjson', `\ufeff${lines.join('\n')}`))).toEqual(lines);
  expect(await linesOf(file('b.ndjson.gz', gzipSync(`${lines.join('\n')}\n`)))).toEqual(lines);
  expect(await linesOf(file('empty.ndjson', ''))).toEqual([]);
});

it('passes over a line that no record can be, and goes on', async () => {
  const long = 'x'.repeat(33 << 20);
  expect(await linesOf(file('a.ndjson', `a\n${long}\nb\n`))).toEqual(['a', '(too long)', 'b']);
  expect(await linesOf(file('b.ndjson', `a\n${long}`))).toEqual(['a', '(too long)']);
});

it('gives each line to exactly one of the parts of a file, wherever they are cut', async () => {
  const lines = ['', 'a', 'bb', '', 'cccccccccc', 'd', '{"é":1}', '', 'ee'];
  for (const end of ['', '\n']) {
    const text = lines.join('\n') + end;
    const name = file('a.ndjson', text);
    const size = Buffer.byteLength(text);
    for (let step = 1; step <= size + 1; step++) {
      const found: string[] = [];
      for (let from = 0; from < size; from += step) {
        found.push(...(await linesOf(name, { from, to: from + step < size ? from + step : Infinity })));
      }
      expect([step, found.filter(Boolean)]).toEqual([step, lines.filter(Boolean)]);
    }
  }
});
