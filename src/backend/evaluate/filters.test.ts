import { recentPart } from '../../cloudtrail/store/recentPart';
import { QueryError } from '../queries/queryError';
import { EventView } from './eventView';
import { compileFilters } from './filters';

const ROW = { eventId: 'e', timeMs: 0, eventName: 'X', eventSource: 'x', account: '1', region: 'r' };
const RECORD = {
  eventTime: '2026-06-01T12:00:00Z',
  readOnly: false,
  requestParameters: { port: 443, ranges: [{ cidr: '10.0.0.0/8' }, { cidr: '0.0.0.0/0' }], empty: null },
};

function viewOf(record: object): EventView {
  return new EventView(recentPart(ROW, [{ ...ROW, text: JSON.stringify(record) }]), 0, 0);
}

function passes(field: string, operator: '=' | '!=' | '=~' | '!~' | '<' | '>', value: string): boolean {
  return compileFilters([{ field, operator, value }]).event(viewOf(RECORD));
}

describe('compileFilters', () => {
  it('passes a field with several values when one passes, and != only when none is equal', () => {
    expect(passes('requestParameters.ranges.cidr', '=', '0.0.0.0/0')).toBe(true);
    expect(passes('requestParameters.ranges.cidr', '!=', '0.0.0.0/0')).toBe(false);
    expect(passes('requestParameters.ranges.cidr', '!~', '192.*')).toBe(true);
  });

  it('compares numbers as numbers, times as texts', () => {
    expect(passes('requestParameters.port', '>', '80')).toBe(true);
    expect(passes('requestParameters.port', '<', '80')).toBe(false);
    expect(passes('eventTime', '<', '2026-06-01T13:00:00Z')).toBe(true);
  });

  it('takes a missing field and null for the empty text, and neither for small', () => {
    expect(passes('nothing', '=', '')).toBe(true);
    expect(passes('requestParameters.empty', '=', '')).toBe(true);
    expect(passes('nothing', '!=', 'x')).toBe(true);
    expect(passes('nothing', '<', '5')).toBe(false);
  });

  it('reads booleans as texts', () => {
    expect(passes('readOnly', '=', 'false')).toBe(true);
  });

  it('matches a hostile pattern in bounded time', () => {
    const filters = compileFilters([{ field: 'x', operator: '=~', value: '(a+)+b' }]);
    expect(filters.event(viewOf({ x: 'a'.repeat(20_000) }))).toBe(false);
  });

  it.each(['(', '(?=a)', '\\1', 'x'.repeat(2000)])('refuses the pattern %j', (value) => {
    expect(() => compileFilters([{ field: 'x', operator: '=~', value }])).toThrow(QueryError);
  });
});
