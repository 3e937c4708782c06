import fc from 'fast-check';
import { describeShared } from '../../sigma/testing/shared';
import { checkRuleSet, fold } from '../../sigma';
import { suppressible, suppressingFilter, type Suppressed } from './suppress';
import { isMatch, loaded } from './testing/loaded';
import { recordsIn } from './testing/sampleEvents';

const WRITTEN = { id: '6d9d9a52-7f0c-4f1e-9c43-2a6f8f5b1c10', date: '2026-01-31' };
const RULE = {
  id: '352a918a-34d8-4882-8470-44830c507aa3',
  title: 'Any',
  logsource: { product: 'aws', service: 'cloudtrail' },
};
const text = (condition: string) =>
  `title: Any\nid: ${RULE.id}\nlogsource: { product: aws, service: cloudtrail }\ndetection:\n    any: ${condition}\n    condition: any\n`;
const ANY = text("{ 'userIdentity|exists': true }");

const principal = (record: unknown) => suppressible(record).find(({ key }) => key === 'principal');
const filterOf = (record: unknown, who: Suppressed, fields: string[] = []) =>
  suppressingFilter(RULE, record, { ...WRITTEN, who, fields });

const identity = fc.record(
  {
    type: fc.constantFrom('IAMUser', 'AssumedRole', 'AWSService', 'Root'),
    arn: fc.constantFrom('arn:aws:iam::1:user/a*', 'arn:aws:iam::1:user/ab', 'arn:aws:sts::1:assumed-role/r/s'),
    userName: fc.constantFrom('a', 'A', 'b?', 'x\\*'),
    invokedBy: fc.constantFrom('ec2.amazonaws.com', 'a'),
    principalId: fc.constantFrom('AIDA', 'AROA:s'),
    sessionContext: fc.constantFrom({}, { sessionIssuer: { arn: 'arn:aws:iam::1:role/r' } }),
  },
  { requiredKeys: [] }
);
/** Same field, same name: `a` as the name of a user is somebody else than `a` as the name of a service. */
const whoIs = (record: unknown) => {
  const who = principal(record);
  return who && fold(JSON.stringify(who.selection));
};

describe('a filter that suppresses a principal', () => {
  it('names the rule, and whom it leaves alone', () => {
    const record = {
      userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' },
      sourceIPAddress: '*.internal',
    };
    const [who] = suppressible(record);
    const written = filterOf(record, who, ['sourceIPAddress', 'no.such.field']);
    expect(written).toBe(`title: 'Without ec2.amazonaws.com: Any'
id: ${WRITTEN.id}
description: 'The rule "Any" leaves ec2.amazonaws.com alone. Say here why that is no finding.'
date: '2026-01-31'
logsource:
    product: aws
    service: cloudtrail
filter:
    rules:
        - ${RULE.id}
    selection:
        userIdentity.arn: null
        userIdentity.userName: null
        userIdentity.invokedBy: ec2.amazonaws.com
        sourceIPAddress: '\\*.internal'
    condition: not selection
`);
    const ruleSet = loaded(written, ANY);
    expect([...ruleSet.problems, ...checkRuleSet(ruleSet)]).toEqual([]);
  });

  it('offers the role behind a session', () => {
    const record = {
      userIdentity: {
        type: 'AssumedRole',
        arn: 'arn:aws:sts::1:assumed-role/r/one',
        sessionContext: { sessionIssuer: { arn: 'arn:aws:iam::1:role/r' } },
      },
    };
    const [, role] = suppressible(record);
    const other = { userIdentity: { ...record.userIdentity, arn: 'arn:aws:sts::1:assumed-role/r/two' } };
    expect(isMatch(loaded(filterOf(record, role), ANY), other)).toBe(false);
    expect(isMatch(loaded(filterOf(record, suppressible(record)[0]), ANY), other)).toBe(true);
  });

  it('has nobody to leave alone in an event that names nobody', () => {
    expect(suppressible({ eventName: 'CreateUser' })).toEqual([]);
    expect(suppressible(null)).toEqual([]);
  });

  it('makes exactly the events of that principal not match', () => {
    fc.assert(
      fc.property(identity, fc.array(identity, { maxLength: 8 }), (one, others) => {
        const record = { userIdentity: one };
        const who = principal(record);
        if (!who) {
          return;
        }
        const filtered = loaded(filterOf(record, who), ANY);
        expect(isMatch(filtered, record)).toBe(false);
        for (const other of others.map((userIdentity) => ({ userIdentity }))) {
          expect(isMatch(filtered, other)).toBe(whoIs(other) !== whoIs(record));
        }
      }),
      { numRuns: 1000 }
    );
  });
});

describeShared('data/events', 'a filter for a real principal', (path) => {
  it('leaves out its events and no others', () => {
    const records = recordsIn(path);
    const byWhom = new Map(records.map((record) => [whoIs(record), record]));
    byWhom.delete(undefined);
    expect(byWhom.size).toBeGreaterThan(10);
    for (const [who, record] of byWhom) {
      const filtered = loaded(filterOf(record, principal(record) as Suppressed), ANY);
      expect(records.filter((other) => !isMatch(filtered, other)).every((other) => whoIs(other) === who)).toBe(true);
      expect(records.filter((other) => whoIs(other) === who).some((other) => isMatch(filtered, other))).toBe(false);
    }
  });
});
