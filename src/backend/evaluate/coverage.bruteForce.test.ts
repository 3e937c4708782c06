import path from 'node:path';
import { bundledRules } from '../../catalogue/bundled';
import { buildCatalogue } from '../../catalogue';
import { verdict } from '../../catalogue/testing/verdict';
import { compileEngine, loadRuleSet, type SigmaRule } from '../../sigma';
import { describeShared } from '../../sigma/testing/shared';
import { textsIn } from '../../sigma/testing/textsIn';
import type { RuleBook } from '../rules/ruleBook';
import { eventCoverage } from './coverage';
import type { SeenEvent } from './seenEvents';
import type { SelectedRule, Selection } from './selected';

/** What the coverage of real events says, against asking every rule's condition about every pair. */
describeShared('data', 'event coverage, counted out', (data) => {
  it('names for every pair of source and name the rules that can match it, and counts events and matches', () => {
    const ruleSet = loadRuleSet([...bundledRules, ...textsIn(path.join(data, 'sigma-rules'), '.yml')]);
    const byKey = new Map([...ruleSet.rules, ...ruleSet.correlations].map((rule) => [rule.key, rule]));
    // All that the coverage reads of a book and a rule.
    const book = { ruleSet, byKey, catalogue: buildCatalogue(ruleSet) } as unknown as RuleBook;
    const rules = [...byKey.values()].map((rule) => ({ rule, key: rule.key }) as SelectedRule);
    const selection: Selection = { book, rules, notices: [] };
    const engine = compileEngine(ruleSet.rules);
    const seen = new Map<string, SeenEvent>();
    for (const { text } of textsIn(path.join(data, 'events'), '.ndjson')) {
      for (const line of text.split('\n').filter(Boolean)) {
        const { eventSource, eventName } = JSON.parse(line) as { eventSource: string; eventName: string };
        const key = `${eventSource} ${eventName}`;
        const entry = seen.get(key) ?? { eventSource, eventName, count: 0, matches: 0 };
        entry.count++;
        entry.matches += engine.matchText(line).matches.length;
        seen.set(key, entry);
      }
    }
    const rows = new Map(
      eventCoverage(selection, seen.values()).map((row) => [`${row.eventSource} ${row.eventName}`, row])
    );
    expect(seen.size).toBeGreaterThan(250);
    let covered = 0;
    for (const [key, { eventSource, eventName, count, matches }] of seen) {
      const pair = { eventSource, eventName };
      const base = (rule: (typeof rules)[number]['rule']): SigmaRule[] =>
        rule.kind === 'rule' ? [rule] : rule.rules.flatMap((name) => base(byKey.get(name)!));
      const expected = rules.filter(({ rule }) =>
        base(rule).some(({ expression }) => verdict(expression, pair) !== false)
      );
      const row = rows.get(key);
      expect([key, row?.seen, row?.matches, row?.rules]).toEqual([key, count, matches, expected.length]);
      const named = expected.filter(({ key: id }) =>
        book.catalogue
          .page(id)
          ?.eventCoverage.some(
            (one) =>
              one.eventName.toLowerCase() === eventName.toLowerCase() &&
              (one.eventSource === '*' || one.eventSource.toLowerCase() === eventSource.toLowerCase())
          )
      );
      expect([key, row?.named]).toEqual([key, named.length]);
      expect(row?.ruleIds.slice(0, named.length).sort()).toEqual(named.map((rule) => rule.key).sort());
      expect([...(row?.ruleIds ?? [])].sort()).toEqual(expected.map((rule) => rule.key).sort());
      covered += named.length > 0 ? 1 : 0;
    }
    // Neither all nor none: else the comparison would say little.
    expect(covered).toBeGreaterThan(50);
    expect([...rows.values()].filter((row) => row.seen > 0 && row.named === 0).length).toBe(seen.size - covered);
  });
});
