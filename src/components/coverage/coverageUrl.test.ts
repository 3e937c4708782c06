import type { RuleSummary } from '../../contract/resources';
import { chosenRules, readState, writeState, type CoverageState } from './coverageUrl';

const CHANGED: CoverageState = {
  tab: 'events',
  colour: 'matches',
  levels: ['low', 'high'],
  statuses: ['test'],
  shown: 'gaps',
  subs: true,
  from: 'now-7d',
  to: 'now-1d',
  events: 'uncovered',
  changes: true,
  text: 'iam user',
};

describe('the state of the coverage in the URL', () => {
  it('is read as it was written, beside what others put there', () => {
    const url = writeState(new URLSearchParams('ds=one&tab=attack&level=critical'), CHANGED);
    expect(url.get('ds')).toBe('one');
    expect(readState(url)).toEqual(CHANGED);
    expect(writeState(url, readState(new URLSearchParams())).toString()).toBe('ds=one');
  });

  it('is what it is at first where the URL makes no sense', () => {
    const odd = new URLSearchParams('tab=x&colour=red&level=grave&status=&show=&subs=yes&events=none');
    expect(readState(odd)).toEqual(readState(new URLSearchParams()));
  });

  it('leaves the rules of the chosen levels and statuses', () => {
    const rules = [
      { level: 'high', status: 'test' },
      { level: 'high' },
      { level: 'medium', status: 'test' },
    ] as RuleSummary[];
    const left = (change: Partial<CoverageState>) =>
      chosenRules(rules, { ...readState(new URLSearchParams()), ...change });
    expect(left({})).toEqual(rules);
    expect(left({ levels: ['high'] })).toEqual(rules.slice(0, 2));
    expect(left({ levels: ['high'], statuses: ['test'] })).toEqual(rules.slice(0, 1));
  });
});
