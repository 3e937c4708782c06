import fc from 'fast-check';
import { bundledRules } from '../../catalogue/bundled/fromFolder';
import { describeShared, readShared } from '../../sigma/testing/shared';
import { catalogueRows, type CatalogueRow } from './catalogueRows';
import { readState, type Chosen } from './catalogueUrl';
import { FACETS, type FacetKey } from './facets';
import type { RuleMatches } from './matchCounts';
import { selectRows } from './selectRows';
import { answersOf, sampleRule } from './testing/sampleRules';

const RULES = [
  sampleRule('a', { level: 'high', services: ['iam.amazonaws.com'], author: 'A, B', folder: 'iam/users' }),
  sampleRule('b', { level: 'critical', services: ['iam.amazonaws.com', 's3.amazonaws.com'], enabled: false }),
  sampleRule('c', { level: 'high', services: ['s3.amazonaws.com'], description: 'Reads a bucket', visible: false }),
];
const select = (search: string, rows = catalogueRows(RULES)) => {
  const { text, facets } = readState(new URLSearchParams(search));
  return selectRows(rows, text, facets);
};
const ids = (search: string, rows?: CatalogueRow[]) => select(search, rows).rows.map(({ rule }) => rule.id);

describe('the rules that are shown', () => {
  it.each([
    ['', ['a', 'b', 'c']],
    ['level=high', ['a', 'c']],
    ['level=high&service=iam.amazonaws.com', ['a']],
    ['service=iam.amazonaws.com&service=s3.amazonaws.com', ['a', 'b', 'c']],
    ['q=BUCKET reads', ['c']],
    ['q="reads a bucket"', ['c']],
    ['q="bucket reads"', []],
    ['visible=not visible', ['c']],
    ['state=disabled', ['b']],
    ['author=B', ['a']],
    ['folder=iam/users', ['a']],
  ])('for "%s" are %j', (search, expected) => {
    expect(ids(search)).toEqual(expected);
  });

  it('can be those with matches, once it is known which', () => {
    const matches = new Map<string, RuleMatches>([['a', { total: 2, times: [0], counts: [2] }]]);
    expect(ids('matched=has matches', catalogueRows(RULES, { matches }))).toEqual(['a']);
    // b is off and c cannot be seen: neither is known to be quiet.
    expect(select('', catalogueRows(RULES, { matches })).facets.matched).toEqual([{ value: 'has matches', count: 1 }]);
  });
});

describe('facet counts', () => {
  it('say what each value would show, its own facet left aside', () => {
    const { facets } = select('level=critical');
    expect(facets.level).toEqual([
      { value: 'critical', count: 1 },
      { value: 'high', count: 2 },
    ]);
    expect(facets.service).toEqual([
      { value: 'iam.amazonaws.com', count: 1 },
      { value: 's3.amazonaws.com', count: 1 },
    ]);
  });

  it('keep a chosen value that nothing has any more', () => {
    expect(select('service=gone.amazonaws.com&q=bucket').facets.service).toContainEqual({
      value: 'gone.amazonaws.com',
      count: 0,
    });
  });
});

/** Counted out: whoever narrows by all other facets and the words, and has the value. */
function countedOut(
  rows: readonly CatalogueRow[],
  words: readonly string[],
  chosen: Chosen,
  facet: FacetKey,
  value: string
) {
  return rows.filter((row) => {
    const valuesOf = (key: FacetKey) => row.facets[FACETS.findIndex((definition) => definition.key === key)];
    const others = FACETS.map(({ key }) => key).filter((key) => key !== facet);
    const looked = row.predicates.flatMap(({ field, values }) => [field, ...values]);
    const { title, description = '', id } = row.rule;
    return (
      others.every((key) => !chosen[key]?.length || valuesOf(key).some((own) => chosen[key]?.includes(own))) &&
      words.every((word) => [title, description, id, ...looked].some((text) => text.toLowerCase().includes(word))) &&
      valuesOf(facet).includes(value)
    );
  }).length;
}

/** Any choice and any words that some rule has, over a rule set: counts and rows are what counting out says. */
function holdsFor(files: ReadonlyArray<{ file: string; text: string }>): void {
  const { rules, predicates } = answersOf(files);
  expect(rules.length).toBeGreaterThan(50);
  const matches = new Map(
    rules.filter((_, index) => index % 3 === 0).map(({ id }) => [id, { total: 1, times: [0], counts: [1] }])
  );
  const rows = catalogueRows(
    rules.map((rule, index) => ({ ...rule, enabled: index % 7 !== 0 })),
    { predicates, matches }
  );
  const facetArbitrary = fc.constantFrom(...FACETS.map(({ key }, place) => ({ key, place })));
  const choice = fc.array(
    facetArbitrary.chain(({ key, place }) =>
      fc
        .constantFrom(...new Set(rows.flatMap(({ facets }) => facets[place])), 'nothing')
        .map((value) => ({ key, value }))
    ),
    { maxLength: 4 }
  );
  const word = fc
    .constantFrom(...rows)
    .chain((row) =>
      fc
        .constantFrom(row.rule.title, ...row.predicates.flatMap(({ field, values }) => [field, ...values]))
        .map((text) => {
          const [first = ''] = text
            .toLowerCase()
            .split(/[\s"]+/)
            .filter(Boolean);
          return first.slice(0, 6);
        })
    )
    // Words that only what `countedOut` does not look at has would count for one and not for the other.
    .filter((text) => text !== '');
  fc.assert(
    fc.property(choice, fc.array(word, { maxLength: 2 }), (choices, words) => {
      const chosen: Partial<Record<FacetKey, string[]>> = {};
      choices.forEach(({ key, value }) => (chosen[key] = [...new Set([...(chosen[key] ?? []), value])]));
      const plain = rows.map((row) => ({ ...row, text: textOf(row) }));
      const selected = selectRows(plain, words.join(' '), chosen);
      for (const { key } of FACETS) {
        const expected = selected.facets[key].map(({ value }) => ({
          value,
          count: countedOut(plain, words, chosen, key, value),
        }));
        expect([key, selected.facets[key]]).toEqual([key, expected]);
        const total = countedAnywhere(plain, words, chosen, key);
        expect([
          key,
          selected.facets[key]
            .filter(({ count }) => count > 0)
            .map(({ value }) => value)
            .sort(),
        ]).toEqual([key, total]);
      }
    }),
    { numRuns: 60 }
  );
}

/** What the counting out looks at, and no more. */
function textOf({ rule: { title, description = '', id }, predicates }: CatalogueRow): string {
  return [title, description, id, ...predicates.flatMap(({ field, values }) => [field, ...values])]
    .join('\n')
    .toLowerCase();
}

/** The values that any row would be shown by. */
function countedAnywhere(
  rows: readonly CatalogueRow[],
  words: readonly string[],
  chosen: Chosen,
  facet: FacetKey
): string[] {
  const place = FACETS.findIndex(({ key }) => key === facet);
  const values = [...new Set(rows.flatMap(({ facets }) => facets[place]))];
  return values.filter((value) => countedOut(rows, words, chosen, facet, value) > 0).sort();
}

describe('counts over whole rule sets', () => {
  it('are what counting out says, for our rules', () => {
    holdsFor(bundledRules);
  });
});

describeShared('data/sigma-rules', 'counts over public rules', (folder) => {
  it('are what counting out says', () => {
    holdsFor(readShared(folder, '.yml'));
  });
});
