import type { DetectionRow, EventRow, JsonObject } from '../rows';

/** An event for tests: a user made an access key. */
export function testEvent(change: Partial<EventRow> = {}, record: JsonObject = {}): EventRow {
  return {
    eventId: 'e1',
    timeMs: Date.UTC(2026, 0, 5, 10, 0, 7),
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateAccessKey',
    principal: 'arn:aws:iam::111122223333:user/marek',
    address: '203.0.113.7',
    account: '111122223333',
    region: 'us-east-1',
    errorCode: '',
    record: {
      userIdentity: {
        type: 'IAMUser',
        arn: 'arn:aws:iam::111122223333:user/marek',
        userName: 'marek',
        accessKeyId: 'AKIAEXAMPLE',
      },
      readOnly: false,
      requestParameters: { userName: 'ops' },
      ...record,
    },
    ...change,
  };
}

export function testDetection(change: Partial<DetectionRow> = {}): DetectionRow {
  return { ...testEvent(), rule: 'Key made', ruleId: 'r1', severity: 'high', matched: {}, ...change };
}
