import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { bundledRules } from '../../catalogue/bundled';
import { buildCatalogue } from '../../catalogue';
import { compileEngine, loadRuleSet, predicateTest, type Expression, type SigmaRule } from '../../sigma';
import { describeShared } from '../../sigma/testing/shared';
import type { RuleBook } from '../rules/ruleBook';
import { eventCoverage } from './coverage';
import type { SeenEvent } from './seenEvents';
import type { SelectedRule, Selection } from './selected';

/** What the coverage of real events says, against asking every rule's condition about every pair. */
describeShared('data', 'event coverage, counted out', (data) => {
  const texts = (folder: string, extension: string) =>
    readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith(extension))
      .map((file) => ({ file, text: readFileSync(path.join(folder, file), 'utf8') }));

  it('names for every pair of source and name the rules that can match it, and counts events and matches', () => {
    const ruleSet = loadRuleSet([...bundledRules, ...texts(path.join(data, 'sigma-rules'), '.yml')]);
    const byKey = new Map([...ruleSet.rules, ...ruleSet.correlations].map((rule) => [rule.key, rule]));
    // All that the coverage reads of a book and a rule.
    const book = { ruleSet, byKey, catalogue: buildCatalogue(ruleSet) } as unknown as RuleBook;
    const rules = [...byKey.values()].map((rule) => ({ rule, key: rule.key }) as SelectedRule);
    const selection: Selection = { book, rules, notices: [] };
    const engine = compileEngine(ruleSet.rules);
    const seen = new Map<string, SeenEvent>();
    for (const { text } of texts(path.join(data, 'events'), '.ndjson')) {
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

/** The condition's value where only source and name are known: undefined is "depends on the rest". */
function verdict(expression: Expression, pair: Record<string, unknown>): boolean | undefined {
  switch (expression.op) {
    case 'constant':
      return expression.value;
    case 'detection':
      return verdict(expression.of, pair);
    case 'not': {
      const inner = verdict(expression.of, pair);
      return inner === undefined ? undefined : !inner;
    }
    case 'and':
    case 'or': {
      const decisive = expression.op === 'or';
      const values = expression.of.map((part) => verdict(part, pair));
      return values.includes(decisive) ? decisive : values.includes(undefined) ? undefined : !decisive;
    }
    case 'predicate': {
      const { field } = expression.predicate;
      return field === 'eventSource' || field === 'eventName' ? predicateTest(expression.predicate)(pair) : undefined;
    }
  }
}
