import type { EventCoverage, IndicatorRow } from '../../../contract/resources';
import { candidateQueries } from './findNearMisses';

jest.mock('@grafana/runtime', () => ({}));

const covers = (eventSource: string, eventName: string, visible = true): EventCoverage => ({
  eventSource,
  eventName,
  category: 'management',
  visible,
});
const looksFor = (kind: IndicatorRow['kind'], values: string[], field = 'userAgent'): IndicatorRow => ({
  field,
  kind,
  values,
  corpus: [],
});

describe('the events among which near misses are looked for', () => {
  it('are the rule’s, by name, a share of the bound each', () => {
    const eventCoverage = [
      covers('a', 'CreateUser'),
      covers('b', 'CreateUser'),
      covers('a', 'X'),
      covers('a', 'Y', false),
    ];
    expect(candidateQueries({ eventCoverage, indicators: [] })).toEqual([
      expect.objectContaining({ lookup: { attribute: 'EventName', value: 'CreateUser' }, limit: 25 }),
      expect.objectContaining({ lookup: { attribute: 'EventName', value: 'X' }, limit: 25 }),
    ]);
  });

  it('are few, however many names a rule has', () => {
    const eventCoverage = Array.from({ length: 90 }, (_, index) => covers('a', `Name${index}`));
    const limits = candidateQueries({ eventCoverage, indicators: [] }).map(({ limit }) => limit ?? Infinity);
    expect(limits).toHaveLength(5);
    expect(limits.reduce((sum, limit) => sum + limit)).toBe(50);
  });

  it('are those of its sources where names are open', () => {
    expect(candidateQueries({ eventCoverage: [covers('a.amazonaws.com', '*')], indicators: [] })).toEqual([
      expect.objectContaining({ lookup: { attribute: 'EventSource', value: 'a.amazonaws.com' }, limit: 50 }),
    ]);
  });

  it.each([
    [looksFor('eq', ['a.b', 'c']), '(?i)(?:a\\.b|c)'],
    [looksFor('contains', ['a+b']), '(?i).*(?:a\\+b).*'],
    [looksFor('regex_match', ['.+:x']), '.*(?:.+:x).*'],
    [looksFor('cidr_match', ['10.0.0.0/8']), undefined],
    [looksFor('eq', ['x'], ''), undefined],
    [looksFor('eq', ['x'.repeat(2000)]), undefined],
  ])('are those with something it looks for where all is open: %j', (indicator, value) => {
    const [{ filters, lookup }] = candidateQueries({ eventCoverage: [covers('*', '*')], indicators: [indicator] });
    expect(lookup).toBeUndefined();
    expect(filters).toEqual(value === undefined ? undefined : [{ field: 'userAgent', operator: '=~', value }]);
  });
});
