import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadRuleSet, type RuleSource } from '../../sigma';
import type { RulePage } from '../../contract/resources';
import { buildCatalogue } from '../buildCatalogue';
import { renderPageText } from './renderPageText';

/**
 * The published page that ours must reproduce, section by section, from its rule. It is not part of the repository; the
 * test is skipped where it is not there.
 */
const SHARED = path.resolve(__dirname, '../../../../shared');
const SEED = path.join(SHARED, 'seed');
const ID = '352a918a-34d8-4882-8470-44830c507aa3';
const BUNDLED = path.resolve(__dirname, '../../../rules/sigmahq');
const present = existsSync(SEED);
if (!present) {
  console.warn(`skipped: ${SEED} is not there`);
}

const SECTIONS = [
  'MITRE ATT&CK coverage',
  'Event coverage',
  'Rule body yaml',
  'Stages and Predicates',
  'Exclusions',
  'Indicators',
];

function rulesIn(folder: string): RuleSource[] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => /\.ya?ml$/.test(name) && !name.endsWith('.test.yml'))
    .map((name) => ({ file: name, text: readFileSync(path.join(folder, name), 'utf8') }));
}

/** The text under each heading, the head of the page under ''. */
function sectionsOf(text: string): Record<string, string> {
  const sections: Record<string, string> = {};
  let current = '';
  for (const line of text.split('\n')) {
    if (SECTIONS.includes(line)) {
      current = line;
      sections[current] = '';
    } else {
      sections[current] = `${sections[current] ?? ''}${line}\n`;
    }
  }
  return Object.fromEntries(Object.entries(sections).map(([name, content]) => [name, content.trim()]));
}

(present ? describe : describe.skip)('the page of the seed’s rule', () => {
  let seed: Record<string, string>;
  let page: RulePage;
  let ours: Record<string, string>;
  beforeAll(() => {
    const [file] = readdirSync(SEED).filter((name) => name.endsWith('.txt'));
    seed = sectionsOf(readFileSync(path.join(SEED, file), 'utf8'));
    page = buildCatalogue(loadRuleSet(rulesIn(BUNDLED))).page(ID) as RulePage;
    ours = sectionsOf(renderPageText(page));
  });

  it('has the seed’s sections in the seed’s order', () => {
    expect(Object.keys(seed)).toEqual(['', ...SECTIONS]);
    expect(Object.keys(ours)).toEqual(['', ...SECTIONS]);
  });

  it('has the same head: place, title, status, severity, log source, author, source, description', () => {
    const labels = ['Status', 'Severity', 'Log source', 'Author', 'Source'];
    const blocks = seed[''].split('\n\n');
    expect(blocks).toHaveLength(4);
    const [place, title, facts, description] = blocks;
    expect(ours[''].split('\n\n').slice(0, 2)).toEqual([place, title]);
    const ourFacts = ours[''].split('\n\n')[2];
    expect(facts.split('\n').filter((_, line) => line % 2 === 0)).toEqual(labels);
    // Ours has more facts, after these.
    expect(ourFacts.startsWith(`${facts}\n`)).toBe(true);
    expect(ours[''].split('\n\n')[3]).toBe(description);
  });

  it('has the same body, byte for byte', () => {
    expect(ours['Rule body yaml']).toBe(seed['Rule body yaml']);
    const file = rulesIn(BUNDLED).find(({ text }) => text.includes(ID));
    expect(page.body).toBe(file?.text);
  });

  it('has the same stages, with their predicates beside them', () => {
    const text = seed['Stages and Predicates'];
    const stages = page.stages.map(({ index, name, yaml }) => `Stage ${index}: ${name}\n\n${yaml}`).join('\n\n');
    expect(stages).toBe(text);
    expect(ours['Stages and Predicates'].startsWith(text)).toBe(true);
    expect(page.stages.map(({ predicates = [] }) => predicates.map(({ field, kind }) => `${field} ${kind}`))).toEqual([
      [],
      ['userIdentity.arn regex_match'],
      ['eventSource eq', 'eventName eq', 'sourceIPAddress eq'],
    ]);
  });

  it('has the same exclusions: three rows, sorted', () => {
    // The seed's table has lost the space between its cells.
    const [, header, ...rows] = seed.Exclusions.split('\n').filter((line) => line !== '');
    expect(header).toBe('FieldKindExcluded values');
    expect(page.exclusions.map(({ field, kind, values }) => `${field}${kind}${values.join('')}`)).toEqual(rows);
    expect(rows).toHaveLength(3);
    const lines = ours.Exclusions.split('\n').slice(2);
    expect(lines.map((line) => line.replace(/ {2,}/g, ''))).toEqual([header, ...rows]);
  });

  it('has the same indicator, with its corpus count', () => {
    const [, header, name, value] = seed.Indicators.split('\n').filter((line) => line !== '');
    expect(header).toBe('FieldKindValues');
    const [row, ...rest] = page.indicators;
    expect(rest).toEqual([]);
    expect(`${row.field}${row.kind}`).toBe(name);
    expect(row.values.map((text) => `• ${text}`)).toEqual([value.trim()]);
    expect(row.corpus).toEqual([0]);
  });

  it('covers every event: the rule names none', () => {
    expect(page.eventCoverage).toMatchObject([{ eventSource: '*', eventName: '*', visible: true }]);
    expect(page.attack.flatMap(({ techniques }) => techniques.map(({ id }) => id))).toEqual(
      expect.arrayContaining(['T1078', 'T1078.002'])
    );
  });
});
