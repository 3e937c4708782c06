import fc from 'fast-check';
import { LEVELS } from '../../contract/levels';
import { FILTER_OPERATORS, type EventFilter, type RuleSelection } from '../../contract/query';
import type { SigmaCorrelation, SigmaRule } from '../../sigma';

/** What `counts` and `detections` have in common, and the range. */
export interface RandomQuery {
  readonly model: {
    readonly rules?: RuleSelection;
    readonly rule?: string;
    readonly regions?: readonly string[];
    readonly filters?: readonly EventFilter[];
  };
  readonly groupBy: readonly string[];
  readonly fill: 'zero' | 'none';
  readonly fromMs: number;
  readonly toMs: number;
  readonly intervalMs: number;
  /** Asked in one request, which shares scans, or one after the other, in this order. */
  readonly together: boolean;
  readonly order: readonly number[];
}

export interface RandomQueryOptions {
  readonly rules: ReadonlyArray<SigmaRule | SigmaCorrelation>;
  /** Inline rules to choose from. */
  readonly inline: readonly string[];
  readonly regions: readonly string[];
  readonly fields: readonly string[];
  /** Groupings that are worth more than their share. */
  readonly specialGroups: ReadonlyArray<readonly string[]>;
  /** Records whose values filters ask for. */
  readonly records: ReadonlyArray<Readonly<Record<string, unknown>>>;
  readonly valuesAt: (record: Readonly<Record<string, unknown>>, field: string) => readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
}

const HOUR_MS = 3_600_000;

/** Queries of any selection, inline rule, region, filter, grouping and range. */
export function randomQueries(options: RandomQueryOptions): fc.Arbitrary<RandomQuery> {
  const { specialGroups } = options;
  return fc
    .record({
      chosen: fc.oneof({ weight: 4, arbitrary: selections(options) }, { weight: 1, arbitrary: inlineRules(options) }),
      regions: maybe(fc.subarray([...options.regions], { minLength: 1 })),
      filters: maybe(fc.array(filters(options), { minLength: 1, maxLength: 2 })),
      groupBy: fc.shuffledSubarray([...options.fields], { maxLength: 3 }),
      special: maybe(fc.constantFrom(...specialGroups)),
      fill: fc.constantFrom('zero' as const, 'none' as const),
      range: ranges(options),
      together: fc.boolean(),
      order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
    })
    .map(({ chosen, regions, filters: tests, groupBy, special, range, ...rest }) => ({
      model: { ...chosen, ...(regions ? { regions } : {}), ...(tests ? { filters: tests } : {}) },
      groupBy: special ?? groupBy,
      ...range,
      ...rest,
    }));
}

/** One time in three. */
function maybe<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

function selections({ rules }: RandomQueryOptions): fc.Arbitrary<{ rules?: RuleSelection }> {
  const some = (values: Iterable<string>) => fc.subarray([...new Set(values)].sort(), { minLength: 1, maxLength: 6 });
  const words = rules.flatMap(({ title }) => title.split(' ')).filter((word) => word.length > 3);
  const sources = rules.flatMap((rule) =>
    rule.kind === 'rule' ? [...rule.source.text.matchAll(/\w+\.amazonaws\.com/g)] : []
  );
  const member: fc.Arbitrary<RuleSelection> = fc.oneof(
    some(rules.map(({ key }) => key)).map((ids) => ({ ids })),
    // Correlations are few among them.
    some(rules.filter(({ kind }) => kind === 'correlation').map(({ key }) => key)).map((ids) => ({ ids })),
    fc.subarray([...LEVELS], { minLength: 1 }).map((levels) => ({ levels })),
    fc.constantFrom(...LEVELS).map((minLevel) => ({ minLevel })),
    some(rules.flatMap(({ tags }) => tags)).map((tags) => ({ tags })),
    some(sources.map(([source]) => source)).map((services) => ({ services })),
    fc.subarray(['experimental', 'test', 'stable'], { minLength: 1 }).map((statuses) => ({ statuses })),
    fc.constantFrom(...words).map((text) => ({ text }))
  );
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant({}) },
    { weight: 4, arbitrary: member.map((selection) => ({ rules: selection })) },
    { weight: 2, arbitrary: fc.tuple(member, member).map(([a, b]) => ({ rules: { ...a, ...b } })) }
  );
}

function inlineRules({ inline }: RandomQueryOptions): fc.Arbitrary<{ rule: string }> {
  return fc.constantFrom(...inline).map((rule) => ({ rule }));
}

function filters({ rules, fields, records, valuesAt }: RandomQueryOptions): fc.Arbitrary<EventFilter> {
  const operator = fc.constantFrom(...FILTER_OPERATORS);
  const ofRules = fc.constantFrom(...rules).chain(({ key, title, level = 'informational' }) =>
    fc.record({
      field: fc.constantFrom('rule_id', 'rule', 'severity'),
      operator,
      value: fc.constantFrom(key, title, level),
    })
  );
  const ofEvents = fc
    .tuple(fc.constantFrom(...fields), operator, fc.constantFrom(...records))
    .map(([field, test, record]): EventFilter => {
      const value = valuesAt(record, field)[0] ?? '';
      const isPattern = test === '=~' || test === '!~';
      return { field, operator: test, value: isPattern ? `${quoted(value.slice(0, 6))}.*` : value };
    });
  return fc.oneof({ weight: 1, arbitrary: ofRules }, { weight: 4, arbitrary: ofEvents });
}

function quoted(text: string): string {
  return text.replace(/[^\w]/g, (sign) => `\\x{${sign.charCodeAt(0).toString(16)}}`);
}

function ranges({ fromMs, toMs }: RandomQueryOptions) {
  const span = toMs - fromMs;
  const lengths = [0, 1, 999, 60_000, 601_234, HOUR_MS, 6 * HOUR_MS, span, 2 * span];
  return fc
    .record({
      end: fc.oneof(
        fc.constant(span),
        fc.integer({ min: 0, max: span }),
        fc.integer({ min: 0, max: span / 1000 }).map((s) => s * 1000)
      ),
      length: fc.oneof(fc.constantFrom(...lengths), fc.integer({ min: 0, max: span })),
      intervalMs: fc.constantFrom(60_000, 300_000, 420_000, HOUR_MS, 24 * HOUR_MS),
    })
    .map(({ end, length, intervalMs }) => ({
      fromMs: fromMs + end - length,
      toMs: fromMs + end,
      // Few enough that no series is left out.
      intervalMs: Math.max(intervalMs, Math.ceil(length / 100)),
    }));
}
