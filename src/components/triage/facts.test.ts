import { factsOf, outcomeOf } from './facts';
import { testEvent } from './testing/event';

const group = (title: string, event = testEvent()) =>
  Object.fromEntries(
    (factsOf(event).find((one) => one.title === title)?.facts ?? []).map(({ name, value }) => [name, value])
  );

describe('what an event says', () => {
  it('is told by five questions, without what the record lacks', () => {
    expect(factsOf(testEvent()).map(({ title }) => title)).toEqual(['Who', 'What', 'From where', 'When', 'Result']);
    expect(group('Who')).toEqual({
      Principal: 'arn:aws:iam::111122223333:user/marek',
      Type: 'IAMUser',
      'Access key': 'AKIAEXAMPLE',
    });
    expect(group('What')).toEqual({ Event: 'iam.amazonaws.com CreateAccessKey', Access: 'changes', userName: 'ops' });
    expect(group('When').UTC).toBe('2026-01-05T10:00:07Z');
  });

  it.each([
    [{ userIdentity: { sessionContext: { attributes: { mfaAuthenticated: 'false' } } } }, 'not used'],
    [{ additionalEventData: { MFAUsed: 'Yes' } }, 'used'],
    [{}, undefined],
  ])('tells the second factor of %j', (record, expected) => {
    expect(group('Who', testEvent({}, record))['Second factor']).toBe(expected);
  });

  it.each([
    ['AccessDenied', {}, 'Failed: AccessDenied'],
    ['', { responseElements: { ConsoleLogin: 'Failure' } }, 'Failed: sign-in refused'],
    ['', { responseElements: null }, 'Succeeded'],
  ])('tells what came of a call with error "%s" and %j', (errorCode, record, expected) => {
    expect(outcomeOf(testEvent({ errorCode }, record))).toBe(expected);
  });

  it('keeps odd records from breaking it, and long values short', () => {
    const event = testEvent(
      {},
      { userIdentity: null, resources: 'x', requestParameters: { policy: 'p'.repeat(5000) } }
    );
    expect(group('What', event).policy).toHaveLength(201);
    expect(group('Who', event)).toEqual({ Principal: event.principal });
  });
});
