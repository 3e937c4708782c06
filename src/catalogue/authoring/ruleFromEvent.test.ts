import fc from 'fast-check';
import { checkRules } from '..';
import { describeShared } from '../../sigma/testing/shared';
import { ruleFields } from './ruleFields';
import { ruleFromEvent } from './ruleFromEvent';
import { isMatch, loaded } from './testing/loaded';
import { anyRecord } from './testing/records';
import { recordsIn } from './testing/sampleEvents';

const ID = '6d9d9a52-7f0c-4f1e-9c43-2a6f8f5b1c10';
const WRITTEN = { id: ID, date: '2026-01-31' };
const EVENT = {
  eventVersion: '1.09',
  eventID: '450230d4-b39e-4a18-a6a0-d07a6e2105cb',
  requestID: 'b20c2df5-71d5-441e-84c8-b424f1c78ffb',
  eventTime: '2026-01-05T10:00:00Z',
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateAccessKey',
  readOnly: false,
  userIdentity: {
    type: 'IAMUser',
    arn: 'arn:aws:iam::111122223333:user/alice',
    principalId: 'AIDAEXAMPLE',
    sessionContext: { attributes: { creationDate: '2026-01-05T09:00:00Z', mfaAuthenticated: 'false' } },
  },
  requestParameters: { userName: 'b*b', 'x|y': 1, tags: [{ key: 'a' }, { key: 'b' }] },
  responseElements: { accessKey: { createDate: 'Jan 5, 2026 10:00:00 AM', status: 'Active' } },
};

describe('the fields that are offered for a rule', () => {
  it('are those with values that a rule can name, without ids and times of the call', () => {
    expect(ruleFields(EVENT)).toEqual([
      { path: 'readOnly', values: [false] },
      { path: 'userIdentity.type', values: ['IAMUser'] },
      { path: 'userIdentity.arn', values: ['arn:aws:iam::111122223333:user/alice'] },
      { path: 'userIdentity.sessionContext.attributes.mfaAuthenticated', values: ['false'] },
      { path: 'requestParameters.userName', values: ['b*b'] },
      { path: 'requestParameters.tags.key', values: ['a', 'b'] },
      { path: 'responseElements.accessKey.status', values: ['Active'] },
    ]);
  });

  it('are bounded, whatever the event', () => {
    const wide = {
      requestParameters: Object.fromEntries(Array.from({ length: 90_000 }, (_, index) => [`k${index}`, index])),
    };
    expect(ruleFields(wide)).toHaveLength(300);
    expect(ruleFields({ many: Array.from({ length: 21 }, (_, index) => index) })).toEqual([]);
    expect(ruleFields({ long: 'x'.repeat(1001), lost: 2 ** 53 })).toEqual([]);
    expect(ruleFields('no record')).toEqual([]);
  });
});

describe('a rule from an event', () => {
  it('says what the event is and what of it was chosen', () => {
    expect(
      ruleFromEvent(EVENT, { ...WRITTEN, fields: ['requestParameters.userName', 'requestParameters.tags.key'] })
    ).toBe(
      `title: CreateAccessKey in iam
id: ${ID}
status: experimental
description: 'Detects CreateAccessKey in iam with requestParameters.userName, requestParameters.tags.key as in the event that it was made from. Say here what it means when this happens.'
date: '2026-01-31'
logsource:
    product: aws
    service: cloudtrail
detection:
    selection:
        eventSource: iam.amazonaws.com
        eventName: CreateAccessKey
        requestParameters.userName: 'b\\*b'
        requestParameters.tags.key:
            - a
            - b
    condition: selection
level: medium
`
    );
  });

  it('has no problem to tell', () => {
    const fields = ruleFields(EVENT).map(({ path }) => path);
    const ruleSet = loaded(ruleFromEvent(EVENT, { ...WRITTEN, fields }) ?? '');
    const problems = [...ruleSet.problems, ...checkRules(ruleSet)];
    // A plain asterisk is rare enough in a rule to be pointed at.
    expect(problems.map(({ code }) => code).filter((code) => code !== 'escaped-wildcard')).toEqual([]);
  });

  it('matches nothing with another value in a chosen field, nor another event', () => {
    const rule = loaded(ruleFromEvent(EVENT, { ...WRITTEN, fields: ['requestParameters.userName'] }) ?? '');
    expect(isMatch(rule, { ...EVENT, requestParameters: { userName: 'bob' } })).toBe(false);
    expect(isMatch(rule, { ...EVENT, eventName: 'DeleteAccessKey' })).toBe(false);
    expect(isMatch(rule, { ...EVENT, readOnly: true })).toBe(true);
  });

  it('is none of an event that has nothing to ask for', () => {
    expect(ruleFromEvent({ eventID: ID, large: 2 ** 60 }, WRITTEN)).toBeUndefined();
  });

  it('matches its event, whatever the event holds', () => {
    fc.assert(
      fc.property(anyRecord, fc.boolean(), (record, withAll) => {
        const fields = withAll ? ruleFields(record).map(({ path }) => path) : [];
        const text = ruleFromEvent(record, { ...WRITTEN, fields });
        if (text !== undefined) {
          expect(isMatch(loaded(text), record)).toBe(true);
        }
      }),
      { numRuns: 2000 }
    );
  });
});

describeShared('data/events', 'a rule from a real event', (path) => {
  it('matches it, with all that is offered and with nothing of it', () => {
    for (const record of recordsIn(path)) {
      for (const fields of [[], ruleFields(record).map((field) => field.path)]) {
        const rule = loaded(ruleFromEvent(record, { ...WRITTEN, fields }) ?? '');
        expect(isMatch(rule, record)).toBe(true);
      }
    }
  });
});
