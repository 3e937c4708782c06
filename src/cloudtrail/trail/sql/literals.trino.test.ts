import { fold } from '../../../sigma';
import { createRandom, type Random } from '../../../sigma/fuzz/random';
import { trinoRows } from '../../../../tests/trino/server';
import { GAP, likePattern, ONE, type LikePiece } from './like';
import { sqlText } from './sqlText';

const LITERALS = 100_000;
const seed = Number(process.env.SIGTRAIL_SEED ?? Date.now() % 1_000_000);
/** Athena's limit is 262,144 bytes. */
const STATEMENT = 200_000;

const PIECES = [
  "'",
  "''",
  '"',
  '\\',
  '\\\\',
  "U&'",
  '\\0041',
  '\\+01f600',
  '--',
  '/*',
  '*/',
  ';',
  '\n',
  '\r\n',
  '\t',
  '\0',
  '%',
  '_',
  '?',
  ':x',
  '${x}',
  '{{x}}',
  ' ',
  '\u007f',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\ufffd',
  '\uffff',
  '😀',
  '\u{10ffff}',
  'é',
  'e\u0301',
  'İ',
  '\u212a',
];

function randomText(random: Random): string {
  return random
    .list(0, 8, () => {
      switch (random.below(4)) {
        case 0:
          return String.fromCharCode(random.below(128));
        case 1:
          return String.fromCodePoint(codePoint(random));
        default:
          return random.pick(PIECES);
      }
    })
    .join('');
}

function codePoint(random: Random): number {
  const code = random.below(random.chance(0.5) ? 0x800 : 0x110000);
  return code >= 0xd800 && code < 0xe000 ? code - 0x800 : code;
}

/** Rows of VALUES in as many statements as it takes. */
async function eachBatch<T>(
  items: readonly T[],
  rowOf: (item: T, index: number) => string,
  run: (values: string, from: number) => Promise<void>
) {
  let rows: string[] = [];
  let size = 0;
  let from = 0;
  for (const [index, item] of items.entries()) {
    const row = rowOf(item, index);
    rows.push(row);
    size += row.length + 2;
    if (size > STATEMENT || index === items.length - 1) {
      await run(rows.join(', '), from);
      from = index + 1;
      rows = [];
      size = 0;
    }
  }
}

it(`reads ${LITERALS} literals back unchanged (SIGTRAIL_SEED=${seed})`, async () => {
  const random = createRandom(seed);
  const texts = Array.from({ length: LITERALS }, () => randomText(random));
  let compared = 0;
  await eachBatch(
    texts,
    (text, index) => `(${index}, ${sqlText(text)})`,
    async (values) => {
      const rows = await trinoRows(`SELECT i, v, length(v) FROM (VALUES ${values}) AS t(i, v)`);
      for (const [index, text, length] of rows as Array<[number, string, number]>) {
        compared++;
        if (text !== texts[index] || length !== [...text].length) {
          throw new Error(`seed ${seed}: ${JSON.stringify(texts[index])} came back as ${JSON.stringify(text)}`);
        }
      }
    }
  );
  expect(compared).toBe(LITERALS);
}, 600_000);

it('finds texts by patterns of their own, and takes nothing in them for a wildcard', async () => {
  const random = createRandom(seed);
  const pairs = Array.from({ length: 20_000 }, () => {
    const letters = [...randomText(random)];
    const at = random.below(letters.length + 1);
    const [before, after] = [letters.slice(0, at).join(''), letters.slice(at).join('')];
    const pattern = random.pick([
      likePattern([before, after]),
      likePattern([before, GAP, after]),
      likePattern([GAP, after]),
      likePattern([before, GAP]),
      likePattern([before, ...letters.slice(at, at + 1).map((): LikePiece => ONE), letters.slice(at + 1).join('')]),
    ]);
    const plain = likePattern([before, after]);
    return { text: before + after, pattern, plain, changed: `${before}x${after}` };
  });
  let seen = 0;
  await eachBatch(
    pairs,
    ({ text, pattern, plain, changed }, index) =>
      `(${index}, ${[text, pattern, plain, changed].map(sqlText).join(', ')})`,
    async (values) => {
      const rows = await trinoRows(
        `SELECT i, v LIKE p ESCAPE '\\', w LIKE q ESCAPE '\\' FROM (VALUES ${values}) AS t(i, v, p, q, w)`
      );
      for (const [index, fits, other] of rows as Array<[number, boolean, boolean]>) {
        seen++;
        if (!fits || other) {
          throw new Error(`seed ${seed}: ${JSON.stringify(pairs[index])} gave ${String(fits)}, ${String(other)}`);
        }
      }
    }
  );
  expect(seen).toBe(pairs.length);
}, 600_000);

it('lower() and our folding take the same letters for ASCII, but for the dotted I', async () => {
  const rows = (await trinoRows(
    `SELECT a * 1000 + b, lower(chr(a * 1000 + b)) FROM UNNEST(sequence(0, 1113)) AS x(a), UNNEST(sequence(0, 999)) AS y(b)
     WHERE (a * 1000 + b < 55296 OR a * 1000 + b > 57343) AND a * 1000 + b > 127
       AND regexp_like(lower(chr(a * 1000 + b)), '[\\x00-\\x7f]')`
  )) as Array<[number, string]>;
  const ours: Array<[number, string]> = [];
  for (let code = 128; code < 0x110000; code++) {
    const folded = code >= 0xd800 && code < 0xe000 ? '' : fold(String.fromCodePoint(code));
    if (/[\0-\x7f]/.test(folded)) {
      ours.push([code, folded]);
    }
  }
  expect(ours).toEqual([[0x212a, 'k']]);
  expect([...rows].sort(([a], [b]) => a - b)).toEqual([[0x130, 'i'], ...ours]);
});
