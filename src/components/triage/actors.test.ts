import { actorsOf } from './actors';
import { testEvent } from './testing/event';

const SESSION = 'arn:aws:sts::111122223333:assumed-role/deploy/ci-7';
const ROLE = 'arn:aws:iam::111122223333:role/deploy';

describe('whose events are of interest', () => {
  it('is a user by the name that CloudTrail looks up, and by its ARN', () => {
    const [principal, key, address] = actorsOf(testEvent());
    expect(principal).toEqual({
      key: 'principal',
      label: 'Principal',
      value: 'arn:aws:iam::111122223333:user/marek',
      query: {
        lookup: { attribute: 'Username', value: 'marek' },
        filters: [{ field: 'principal', operator: '=', value: 'arn:aws:iam::111122223333:user/marek' }],
      },
    });
    expect(key.query).toEqual({ lookup: { attribute: 'AccessKeyId', value: 'AKIAEXAMPLE' } });
    expect(address.query).toEqual({ filters: [{ field: 'sourceIPAddress', operator: '=', value: '203.0.113.7' }] });
  });

  it('is a role and one session of it', () => {
    const userIdentity = { type: 'AssumedRole', arn: SESSION, sessionContext: { sessionIssuer: { arn: ROLE } } };
    const actors = actorsOf(testEvent({ principal: SESSION }, { userIdentity }));
    expect(actors.map(({ key, label, value }) => [key, label, value])).toEqual([
      ['principal', 'Role', ROLE],
      ['session', 'Role session', SESSION],
      ['address', 'Address', '203.0.113.7'],
    ]);
    // CloudTrail cannot look roles up: all events are looked through.
    expect(actors[0].query.lookup).toBeUndefined();
    expect(actors[1].query.lookup).toEqual({ attribute: 'Username', value: 'ci-7' });
  });

  it('leaves out what the event does not name', () => {
    expect(actorsOf(testEvent({ address: '', principal: 'ec2.amazonaws.com' }, { userIdentity: {} }))).toEqual([
      expect.objectContaining({ key: 'principal', value: 'ec2.amazonaws.com' }),
    ]);
  });
});
