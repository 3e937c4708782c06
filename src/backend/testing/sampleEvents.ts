import type { FakeEvent } from '../../cloudtrail/testing/fakeTrail';
import { ACCOUNT, NOW_S } from './backend';

function event(
  id: string,
  ageS: number,
  eventName: string,
  user: string,
  more: Record<string, unknown> = {}
): FakeEvent {
  const eventSource =
    eventName === 'StopLogging'
      ? 'cloudtrail.amazonaws.com'
      : eventName.startsWith('Describe')
        ? 'ec2.amazonaws.com'
        : 'iam.amazonaws.com';
  return {
    id,
    atS: NOW_S - ageS,
    eventName,
    eventSource,
    record: {
      userIdentity: { type: 'IAMUser', arn: `arn:aws:iam::${ACCOUNT}:user/${user}`, userName: user },
      sourceIPAddress: '203.0.113.7',
      ...more,
    },
  };
}

/** Two regions; 2 users created, 1 key, 1 logging stopped (denied), and noise. */
export const SAMPLE_EVENTS: Record<string, FakeEvent[]> = {
  'eu-central-1': [
    event('d1', 100, 'DescribeInstances', 'alice'),
    event('s1', 400, 'StopLogging', 'mallory', { errorCode: 'AccessDenied' }),
    event('d2', 500, 'DescribeVolumes', 'alice'),
  ],
  'us-east-1': [
    event('u1', 200, 'CreateUser', 'mallory'),
    event('u2', 1900, 'CreateUser', 'bob'),
    event('k1', 2000, 'CreateAccessKey', 'mallory'),
  ],
};
