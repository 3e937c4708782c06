import { compileEngine, loadRuleSet, type RuleSet } from '../sigma';
import { describeShared } from '../sigma/testing/shared';
import { textsIn } from '../sigma/testing/textsIn';
import path from 'node:path';
import type { RuleSelection } from '../contract/query';
import type { EventCoverage, RulePage, RuleSummary } from '../contract/resources';
import { bundledRules } from './bundled';
import { buildCatalogue, type Catalogue } from './buildCatalogue';
import { verdict } from './testing/verdict';

/** What the catalogue's indexes say, against counting it all out over the public rules, ours, and real events. */
describeShared('data', 'the catalogue, counted out', (data) => {
  let ruleSet: RuleSet;
  let catalogue: Catalogue;
  let pages: RulePage[];
  beforeAll(() => {
    ruleSet = loadRuleSet([...bundledRules, ...textsIn(path.join(data, 'sigma-rules'), '.yml')]);
    catalogue = buildCatalogue(ruleSet);
    pages = ruleSet.rules.flatMap(({ key }) => catalogue.page(key) ?? []);
  });

  it('corpus counts are the numbers of other rules with the same field, kind and value', () => {
    expect(pages.length).toBeGreaterThan(60);
    const triples = (page: RulePage) =>
      page.indicators.flatMap(({ field, kind, values }) =>
        values.map((value) => JSON.stringify([field.toLowerCase(), kind, value.toLowerCase()]))
      );
    const sets = pages.map((page) => new Set(triples(page)));
    let shared = 0;
    pages.forEach((page, index) => {
      const expected = triples(page).map(
        (triple) => sets.filter((set, other) => other !== index && set.has(triple)).length
      );
      expect([page.title, page.indicators.flatMap(({ corpus }) => corpus)]).toEqual([page.title, expected]);
      shared += expected.filter((count) => count > 0).length;
    });
    expect(shared).toBeGreaterThan(20);
  });

  it.each<RuleSelection>([
    {},
    { levels: ['high', 'critical'] },
    { statuses: ['test'], text: 'iam' },
    { services: ['s3.amazonaws.com'], minLevel: 'medium' },
  ])('facets count the rules that have a value, their own choice left aside: %j', (selection) => {
    const all = catalogue.summaries({});
    const own: Record<string, (rule: RuleSummary) => readonly string[]> = {
      level: ({ level }) => [level],
      status: ({ status }) => (status === undefined ? [] : [status]),
      tactic: ({ tactics }) => tactics,
      technique: ({ techniques }) => techniques,
      service: ({ services }) => services,
      source: ({ source }) => [source],
      folder: ({ folder }) => (folder === undefined ? [] : [folder]),
      visible: ({ visible }) => [String(visible)],
    };
    const member = { level: 'levels', status: 'statuses', service: 'services' };
    const facets = catalogue.facets(selection);
    for (const [facet, valuesOf] of Object.entries(own)) {
      const narrowed = { ...selection, [member[facet as keyof typeof member] ?? 'ids']: undefined };
      const chosen = new Set(catalogue.select(narrowed).map(({ key }) => key));
      const counted = all.filter(({ id }) => chosen.has(id));
      const values = [...new Set(counted.flatMap(valuesOf))];
      const expected = values.map((value) => [value, counted.filter((rule) => valuesOf(rule).includes(value)).length]);
      expect([facet, facets[facet]]).toEqual([facet, Object.fromEntries(expected)]);
    }
  });

  it('the rules that share an indicator are those whose pages have it', () => {
    const has = (page: RulePage, field: string, kind: string, value: string) =>
      page.indicators.some(
        (row) =>
          row.field.toLowerCase() === field.toLowerCase() &&
          row.kind === kind &&
          row.values.some((other) => other.toLowerCase() === value.toLowerCase())
      );
    for (const page of pages) {
      const expected = page.indicators.flatMap(({ field, kind, values }) =>
        values.map((value) => ({
          field,
          kind,
          value,
          ids: pages.flatMap((other) => (other !== page && has(other, field, kind, value) ? other.id : [])).sort(),
        }))
      );
      const found = (page.sharedIndicators ?? []).map(({ rules, count, ...triple }) => {
        expect(rules).toHaveLength(Math.min(count, 100));
        return { ...triple, ids: rules.map(({ id }) => id).sort() };
      });
      expect([page.title, found]).toEqual([page.title, expected.filter(({ ids }) => ids.length > 0)]);
    }
  });

  it('facets are the numbers of rules with each value', () => {
    const [summaries, facets] = [catalogue.summaries({}), catalogue.facets({})];
    const count = (values: (summary: (typeof summaries)[number]) => readonly string[]) => {
      const counts: Record<string, number> = {};
      for (const summary of summaries) {
        for (const value of new Set(values(summary))) {
          counts[value] = (counts[value] ?? 0) + 1;
        }
      }
      return counts;
    };
    expect(facets.level).toEqual(count(({ level }) => [level]));
    expect(facets.status).toEqual(count(({ status }) => (status === undefined ? [] : [status])));
    expect(facets.service).toEqual(count(({ services }) => services));
    expect(facets.tactic).toEqual(count(({ tactics }) => tactics));
    expect(facets.technique).toEqual(count(({ techniques }) => techniques));
  });

  it('event coverage is what the condition leaves possible, for every pair of source and name that real events have', () => {
    const pairs = new Map<string, { eventSource: string; eventName: string }>();
    const lines = textsIn(path.join(data, 'events'), '.ndjson').flatMap(({ text }) => text.split('\n').filter(Boolean));
    const engine = compileEngine(ruleSet.rules);
    const matched = new Set<string>();
    for (const line of lines) {
      const { eventSource, eventName } = JSON.parse(line) as { eventSource: string; eventName: string };
      pairs.set(`${eventSource} ${eventName}`, { eventSource, eventName });
      engine.matchText(line).matches.forEach((rule) => matched.add(JSON.stringify([rule, eventSource, eventName])));
    }
    expect(pairs.size).toBeGreaterThan(250);
    expect(matched.size).toBeGreaterThan(20);
    ruleSet.rules.forEach((rule, index) => {
      const coverage = catalogue.page(rule.key)?.eventCoverage ?? [];
      for (const pair of pairs.values()) {
        const rows = coverage.filter((row) => covers(row, pair));
        // An open row cannot say what it leaves out: it stands for more than is possible, never for less.
        const exact = rows.some(({ eventSource, eventName }) => eventSource !== '*' && eventName !== '*');
        const possible = verdict(rule.expression, pair) !== false;
        expect([rule.title, pair, possible && rows.length === 0]).toEqual([rule.title, pair, false]);
        expect([rule.title, pair, exact && !possible]).toEqual([rule.title, pair, false]);
        if (matched.has(JSON.stringify([index, pair.eventSource, pair.eventName]))) {
          expect([rule.title, pair, rows.length > 0]).toEqual([rule.title, pair, true]);
        }
      }
    });
  });
});

function covers(row: EventCoverage, pair: { eventSource: string; eventName: string }): boolean {
  const fits = (shown: string, value: string) => shown === '*' || shown.toLowerCase() === value.toLowerCase();
  return fits(row.eventSource, pair.eventSource) && fits(row.eventName, pair.eventName);
}
