import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledRules } from '../bundled';
import { loadRuleSet } from '../../sigma';
import { checkRules, CLOUDTRAIL_CODES } from './checkRules';

const page = readFileSync(join(__dirname, '../../../docs/rules.md'), 'utf8');

/** Problems about CloudTrail of a rule with this detection: line, severity and message by code. */
function problems(detection: string, logsource = '{ product: aws, service: cloudtrail }') {
  const text = `title: A rule\nlogsource: ${logsource}\nlevel: low\ndetection:\n${detection}`;
  const set = loadRuleSet([{ file: 'a_rule_to_check.yml', text }]);
  expect(set.rules).toHaveLength(1);
  return checkRules(set)
    .filter(({ code }) => (CLOUDTRAIL_CODES as readonly string[]).includes(code))
    .map(({ code, line, severity, message }) => ({ code, line, severity, message }));
}
const selection = (fields: string): string => `    selection: ${fields}\n    condition: selection\n`;
const filtered = (asked: string, excluded: string): string =>
  `    selection: ${asked}\n    filter: ${excluded}\n    condition: selection and not filter\n`;

it.each([
  ['unknown-event-field', selection('{ eventNam: CreateUser }'), /no field eventNam;.*Did you mean eventName\?/],
  ['unknown-event-field', selection('{ userIdentiti.arn: x }'), /Did you mean userIdentity\.arn\?/],
  ['unknown-event-field', selection('{ somethingElse: x }'), /See the CloudTrail user guide/],
  ['unknown-event-source', selection('{ eventSource: iam.amazonaws.co }'), /Did you mean iam\.amazonaws\.com\?/],
  ['unknown-event-source', selection('{ eventSource: nothing-like-it.example.org }'), /Compare it with a record/],
  [
    'unknown-event-name',
    selection('{ eventSource: iam.amazonaws.com, eventName: CreateUsr }'),
    /Did you mean CreateUser\?/,
  ],
  [
    'unknown-event-name',
    selection('{ eventSource: s3.amazonaws.com, eventName: CreateUser }'),
    /iam\.amazonaws\.com.* has\./,
  ],
  [
    'unknown-event-name',
    selection('{ eventSource: iam.amazonaws.com, eventName: DoSomethingUnheardOf }'),
    /is not known to have/,
  ],
  ['not-visible', selection('{ eventSource: s3.amazonaws.com, eventName: GetObject }'), /LookupEvents never returns/],
  [
    'never-matches',
    '    a: { eventName: CreateUser }\n    b: { eventName: DeleteUser }\n    condition: a and b\n',
    /excludes itself/,
  ],
  ['excludes-everything', filtered('{ eventName: CreateUser }', '{ eventName: CreateUser }'), /excludes all/],
  [
    'excludes-everything',
    filtered('{ eventName: CreateUser }', '[ { awsRegion: x }, { eventName: CreateUser } ]'),
    /excludes all/,
  ],
  ['wrong-type', selection("{ readOnly: 'yes' }"), /true or false/],
  ['wrong-type', selection('{ managementEvent: 1 }'), /true or false/],
])('%s for %s', (code, detection, message) => {
  const found = problems(detection);
  expect(found.map((problem) => problem.code)).toEqual([code]);
  expect(found[0].message).toMatch(message);
  expect(found[0].severity).not.toBe('error');
});

it.each([
  selection('{ eventSource: iam.amazonaws.com, eventName: CreateUser, readOnly: false }'),
  selection("{ eventName: createuser, readOnly: 'TRUE' }"),
  selection('{ requestParameters.anything.at.all: x, responseElements.x|exists: true }'),
  selection('{ userIdentity.sessionContext.sessionIssuer.type: Role }'),
  filtered('{ eventName: CreateUser }', '{ eventName: CreateUser, awsRegion: x }'),
  '    a: { eventName: CreateUser }\n    b: { eventName: DeleteUser }\n    condition: a or b\n',
  selection('{ eventSource: s3.amazonaws.com, eventName: [GetObject, DeleteBucket] }'),
])('nothing for %s', (detection) => {
  expect(problems(detection)).toEqual([]);
});

it('looks at rules for CloudTrail alone', () => {
  expect(problems(selection('{ eventNam: x }'), '{ product: windows }')).toEqual([]);
});

it('finds nothing in the rules that we ship', () => {
  const set = loadRuleSet(bundledRules);
  const codes = CLOUDTRAIL_CODES as readonly string[];
  expect(checkRules(set).filter(({ code }) => codes.includes(code))).toEqual([]);
});

it('has every code explained in docs/rules.md, once', () => {
  const explained = [...page.matchAll(/^\| `([a-z-]+)` +\|/gm)].map((match) => match[1]);
  expect([...explained].sort()).toEqual([...CLOUDTRAIL_CODES].sort());
});
