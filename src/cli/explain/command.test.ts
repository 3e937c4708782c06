import { join } from 'node:path';
import { folderWith, run } from '../testing/command';
import { explainCommand } from './command';

const RULE = `title: Failed sign-in
name: failed
id: 11111111-1111-4111-8111-111111111111
logsource: { product: aws, service: cloudtrail }
detection:
  selection: { eventName: ConsoleLogin, errorMessage: Failed authentication }
  condition: selection
level: low
`;
const CORRELATION = `title: Many failed sign-ins
name: many
correlation:
  type: event_count
  rules: [failed]
  group-by: [userIdentity.userName]
  timespan: 5m
  condition: { gte: 3 }
level: high
`;
const failed = (minute: number, userName: string) =>
  JSON.stringify({
    eventName: 'ConsoleLogin',
    errorMessage: 'Failed authentication',
    eventTime: `2026-01-31T10:${String(minute).padStart(2, '0')}:00Z`,
    userIdentity: { userName },
  });
const EVENTS = [
  failed(0, 'ana'),
  failed(1, 'ana'),
  failed(2, 'ana'),
  failed(3, 'ben'),
  failed(4, 'ben'),
  failed(30, 'ben'),
  '{"eventName":"CreateUser"}',
].join('\n');

describe('sigtrail explain', () => {
  const folder = folderWith({
    'rule.yml': RULE,
    'many.yml': CORRELATION,
    'both.yml': `${RULE}---\n${CORRELATION}`,
    'events.ndjson': EVENTS,
    'broken.yml': 'title: [\n',
    'broken.ndjson': '{"eventName": \n',
  });
  const file = (name: string) => join(folder, name);
  const explain = (rule: string, ...more: string[]) =>
    run(explainCommand, ['--rule', file(rule), '--event', file('events.ndjson'), ...more]);

  it('draws the tree of a rule for each event, with the value at each leaf', async () => {
    const { code, out } = await explain('rule.yml');
    expect(code).toBe(0);
    expect(out.match(/^The rule matches/gm)).toHaveLength(6);
    expect(out).toContain('✗ eventName eq "ConsoleLogin"  (eventName is "CreateUser".)');
  });

  it.each([
    ['with its rules in one file', ['both.yml']],
    ['with its rules elsewhere', ['many.yml', '--rules', 'rule.yml']],
  ])(
    'tells which events a correlation counts, and how near groups came to its condition: %s',
    async (_, [rule, option, path]) => {
      const { code, out } = await explain(rule, ...(option ? [option, file(path)] : []));
      expect(code).toBe(0);
      expect(out).toContain('The correlation counts the event: Failed sign-in matches, for userIdentity.userName ana.');
      expect(out).toMatch(/The correlation does not count the event: Failed sign-in: The rule does not match/);
      expect(out).toContain(
        `The correlation reports once on these events.
Nearest without reporting:
  userIdentity.userName ben: 2 of 3 events (2026-01-31T10:03:00.000Z to 2026-01-31T10:04:00.000Z)
`
      );
    }
  );

  it('prints a line of JSON for each event, and one for all of them', async () => {
    const { out } = await explain('both.yml', '--json');
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ matched }) => matched)).toEqual([true, true, true, true, true, true, false, undefined]);
    expect(lines.at(-1)).toMatchObject({ reported: 1, near: [{ have: 2, need: 3, missing: [] }] });
  });

  it.each([
    ['broken.yml', 'events.ndjson', /broken\.yml:2:\d+: .+/],
    ['many.yml', 'events.ndjson', /many\.yml:\d+:\d+: .*failed/],
    ['rule.yml', 'broken.ndjson', /broken\.ndjson:1: this is no JSON object/],
  ])('says what is wrong with %s on %s', async (rule, event, sentence) => {
    const { code, err } = await run(explainCommand, ['--rule', file(rule), '--event', file(event)]);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });

  it('shows how it is used', async () => {
    const { code, err } = await run(explainCommand, []);
    expect(code).toBe(2);
    expect(err).toMatch(/--rule and --event are needed[\s\S]+usage: sigtrail explain --rule FILE/);
  });
});
