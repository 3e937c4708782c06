import { loadRuleSet } from '../collection/loadRuleSet';
import { compileEngine } from '../compile/engine';
import { correlator } from './correlator';

const RULE = `title: Fail
name: fail
logsource: {product: aws, service: cloudtrail}
detection: {selection: {eventName: Fail}, condition: selection}
`;
const CORRELATION = `title: Many
id: 7e5f0fd6-0eb7-56f2-af84-84dc432f6913
correlation: {type: event_count, rules: [fail], group-by: [user], timespan: 10m, condition: {gte: 3}}
`;

function stream(maxEntries?: number) {
  const set = loadRuleSet([
    { file: 'r.yml', text: RULE },
    { file: 'c.yml', text: CORRELATION },
  ]);
  const engine = compileEngine(set.rules);
  const feeder = correlator(set, maxEntries === undefined ? {} : { maxEntries });
  return (user: string, minute: number) => {
    const event = { eventName: 'Fail', user };
    return feeder.feed(event, minute * 60_000, engine.match(event)).map(({ group, value }) => [group.user, value]);
  };
}

it('slides its window, both ends included, each group apart', () => {
  const feed = stream();
  expect([feed('a', 0), feed('b', 1), feed('a', 5), feed('a', 10)]).toEqual([[], [], [], [['a', 3]]]);
  expect(feed('a', 20.1)).toEqual([]);
});

it('forgets the groups that were quiet longest when it holds too much', () => {
  const feed = stream(2);
  expect([feed('a', 0), feed('a', 1), feed('b', 2), feed('a', 3)].flat()).toEqual([]);
});
