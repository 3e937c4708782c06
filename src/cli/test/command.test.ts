import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, run } from '../testing/command';
import { testCommand } from './command';

const rule = (title: string, id: string, eventName: string): string =>
  `title: ${title}\nid: ${id}\nname: ${eventName}\nlogsource: {product: aws, service: cloudtrail}\ndetection:\n` +
  `    selection: {eventName: ${eventName}}\n    filter: {errorCode|exists: true}\n` +
  `    condition: selection and not filter\nlevel: high\n`;
const DELETED = rule('User Deleted', '352a918a-34d8-4882-8470-44830c507aa3', 'DeleteUser');
const FAILED = rule('Sign-In', '352a918a-34d8-4882-8470-44830c507aa4', 'ConsoleLogin');
const BURST =
  '---\ntitle: Burst\nname: burst\ncorrelation:\n    type: event_count\n    rules: [ConsoleLogin]\n' +
  '    group-by: [sourceIPAddress]\n    timespan: 5m\n    condition: {gte: 3}\nlevel: critical\n';

/** Runs the tests of one rule file and returns the report. */
async function outcome(ruleText: string, testText: string) {
  const folder = folderWith({ 'a.yml': ruleText, 'a.test.yml': testText });
  const { code, out } = await run(testCommand, [join(folder, 'a.yml'), '--json']);
  return { code, ...(JSON.parse(out) as { passed: number; failed: number; errors: number; outcomes: Outcome[] }) };
}
interface Outcome {
  error?: string;
  results: Array<{ test: string; passed: boolean; message?: string }>;
}

it('passes what matches and what does not, of variants of one event', async () => {
  const tests =
    'event: {eventName: DeleteUser, userIdentity: {type: Root}}\ntests:\n' +
    '    - {name: one, match: true, severity: high}\n' +
    '    - {name: two, match: false, set: {errorCode: AccessDenied}}\n' +
    '    - {name: three, match: false, remove: [eventName]}\n';
  expect(await outcome(DELETED, tests)).toMatchObject({ code: 0, passed: 3, failed: 0, errors: 0 });
});

it('says why a test fails', async () => {
  const tests =
    'event: {eventName: DeleteUser}\ntests:\n' +
    '    - {name: quiet, match: false}\n' +
    '    - {name: refused, match: true, set: {errorCode: AccessDenied}}\n' +
    '    - {name: level, match: true, severity: low}\n';
  const { code, failed, outcomes } = await outcome(DELETED, tests);
  expect({ code, failed }).toEqual({ code: 1, failed: 3 });
  expect(outcomes[0]?.results.map(({ message }) => message)).toEqual([
    expect.stringContaining('The rule matches'),
    expect.stringContaining('errorCode'),
    'The severity is high, not low.',
  ]);
});

it('feeds streams to correlations, and counts the hits', async () => {
  const tests =
    'event: {eventName: ConsoleLogin, sourceIPAddress: 203.0.113.7, eventTime: "2026-01-05T10:00:00Z"}\ntests:\n' +
    '    - {name: burst, match: true, hits: 1, severity: critical, stream: [{repeat: 3, every: 1m}]}\n' +
    '    - {name: slow, match: false, stream: [{repeat: 3, every: 4m}]}\n' +
    '    - {name: two sources, match: false, stream: [{repeat: 2}, {at: 10s, set: {sourceIPAddress: 203.0.113.8}}]}\n' +
    '    - {name: out of order, match: true, stream: [{at: 2m}, {at: 1m}, {}]}\n' +
    '    - {name: its rule, of: ConsoleLogin, match: true, severity: high}\n' +
    '    - {name: wrong count, match: true, hits: 2, stream: [{repeat: 3}]}\n';
  const { passed, outcomes } = await outcome(FAILED + BURST, tests);
  expect(outcomes[0]?.results.filter(({ passed: ok }) => !ok)).toEqual([
    { test: 'wrong count', passed: false, message: '"Burst" fires once, not 2 times.' },
  ]);
  expect(passed).toBe(5);
});

it.each([
  ['tests: []', '"tests" must be'],
  ['[1]', 'A test file is a mapping'],
  ['a: [', 'This is no YAML'],
  ['test: 1', 'no member "test"'],
  ['tests: [{match: true}]', 'tests[0] needs a "name"'],
  ['tests: [{name: a}]', '"match": true or false'],
  ['tests: [{name: a, match: true}]', 'needs an "event"'],
  ['tests: [{name: a, match: true, event: nowhere}]', 'neither an event nor the name'],
  ['tests: [{name: a, match: true, event: {}, hits: -1}]', 'hits must be'],
  ['tests: [{name: a, match: true, stream: [{event: {}, at: soon}]}]', 'time span'],
  ['tests: [{name: a, match: true, stream: [{event: {}, repeat: 1000000000}]}]', 'at most 10000'],
  ['tests: [{name: a, match: true, event: {}, set: [1]}]', '"set" maps fields'],
  ['tests: [{name: a, match: true, event: {}, stream: [{event: {}}]}]', 'belongs into the stream'],
  ['event: &e {x: *e}\ntests: []', 'This is no YAML'],
  ['rules: [../nowhere.yml]\ntests: [{name: a, match: true, event: {}}]', 'It cannot be run.'],
])('refuses the test file %j with a sentence', async (tests, message) => {
  const { code, outcomes } = await outcome(DELETED, tests);
  expect(code).toBe(2);
  expect(outcomes[0]?.error).toContain(message);
});

it('says that a test names a rule that is not there', async () => {
  const { code, outcomes } = await outcome(DELETED, 'tests: [{name: a, of: other, match: true, event: {}}]');
  expect(code).toBe(1);
  expect(outcomes[0]?.results[0]?.message).toContain('"other" is not in the rule file');
});

it('has no hits to count of a plain rule', async () => {
  const { outcomes } = await outcome(
    DELETED,
    'tests: [{name: a, match: true, hits: 1, event: {eventName: DeleteUser}}]'
  );
  expect(outcomes[0]?.results[0]?.message).toContain('is no correlation');
});

it('goes through folders; a rule that is refused takes no other down', async () => {
  const tests = 'tests: [{name: a, match: true, event: {eventName: DeleteUser}}]';
  const folder = folderWith({ 'a.yml': DELETED, 'a.test.yml': tests });
  mkdirSync(join(folder, 'deeper'));
  writeFileSync(join(folder, 'deeper', 'b.yml'), DELETED.replace('condition: selection', 'condition: nothing'));
  writeFileSync(join(folder, 'deeper', 'b.test.yml'), tests);
  const { code, out } = await run(testCommand, [folder]);
  expect(code).toBe(2);
  expect(out).toContain('b.yml:8:16: ');
  expect(out).toContain('2 files: 1 tests passed, 0 failed, 1 files could not be run');
});

it.each([[[]], [['/does/not/exist']], [['--nonsense', 'x']]])('refuses the arguments %j', async (args) => {
  const { code, err } = await run(testCommand, args);
  expect(code).toBe(2);
  expect(err).toContain('sigtrail test: ');
});

it('says that a folder holds no test', async () => {
  const { code, err } = await run(testCommand, [folderWith({ 'a.yml': DELETED })]);
  expect(code).toBe(2);
  expect(err).toContain('no test (name.test.yml) is there');
});
