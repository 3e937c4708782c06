import { listedRows, seenSummary, sortedRows, type CoverageRow } from './eventRows';

const row = (eventName: string, seen: number, named: number, readOnly?: boolean): CoverageRow => ({
  eventSource: 'iam.amazonaws.com',
  eventName,
  category: 'management',
  visible: true,
  seen,
  // One rule looks at any event.
  rules: named + 1,
  named,
  ruleIds: [],
  matches: 0,
  ...(readOnly === undefined ? {} : { readOnly }),
});
const ROWS = [
  row('CreateUser', 5, 2, false),
  row('ListUsers', 90, 0, true),
  row('TagUser', 7, 0, false),
  row('DeleteUser', 0, 1),
];
const names = (rows: readonly CoverageRow[]) => rows.map(({ eventName }) => eventName);

describe('the rows of the event coverage', () => {
  it.each([
    ['seen', false, [], ['CreateUser', 'ListUsers', 'TagUser']],
    ['uncovered', false, [], ['ListUsers', 'TagUser']],
    ['uncovered', true, [], ['TagUser']],
    ['all', false, ['iam', 'delete'], ['DeleteUser']],
  ] as const)('are for %s, changes only %s, and the words %j these', (events, changes, words, expected) => {
    expect(names(listedRows(ROWS, { events, changes }, words))).toEqual(expected);
  });

  it('come with the busiest that no rule looks at first', () => {
    expect(names(sortedRows(ROWS, 'uncovered'))).toEqual(['ListUsers', 'TagUser', 'CreateUser', 'DeleteUser']);
    expect(names(sortedRows(ROWS, 'event'))).toEqual(['CreateUser', 'DeleteUser', 'ListUsers', 'TagUser']);
    expect(names(sortedRows(ROWS, 'rules'))[0]).toBe('CreateUser');
  });

  it('are added up', () => {
    expect(seenSummary(ROWS)).toEqual({ kinds: 3, events: 102, blindKinds: 2, blindEvents: 97 });
  });
});
