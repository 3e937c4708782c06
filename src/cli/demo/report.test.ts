import type { Frame } from '../../backend/frames/frame';
import { alertFrameText, detectionsText, foundJson, isGood, judge, verdictsText } from './report';
import type { Planted } from './scenario';

const frame = (columns: Record<string, Array<string | number>>): Frame => ({
  fields: Object.entries(columns).map(([name, values]) =>
    typeof values[0] === 'number'
      ? { name, type: 'number', values: values as number[] }
      : { name, type: 'string', values: values as string[] }
  ),
});

const PLANTED: Planted[] = [
  { eventId: 'hit', attack: 'Stolen keys', ruleId: 'r1' },
  { eventId: 'inside', attack: 'Stolen keys', ruleId: 'r1', nearMiss: 'It comes from inside.' },
  { eventId: 'other', attack: 'Root', ruleId: 'r2' },
];

describe('what the demo makes of detections', () => {
  it('is good when every attack was detected and no near miss reported, rule by rule', () => {
    const detections = frame({ rule_id: ['r1', 'r2', 'r2'], eventID: ['hit', 'other', 'inside'] });
    const verdicts = judge(detections, PLANTED);
    expect(isGood(verdicts)).toBe(true);
    expect(verdictsText(verdicts)).toMatch(/Stolen keys +1 of 1 +1 of 1 +It comes from inside$/m);
  });

  it.each([
    ['a missed attack', frame({ rule_id: ['r1'], eventID: ['hit'] }), /Root +0 of 1/],
    ['another rule’s detection', frame({ rule_id: ['r1', 'r1'], eventID: ['hit', 'other'] }), /Root +0 of 1/],
    [
      'a reported near miss',
      frame({ rule_id: ['r1', 'r1', 'r2'], eventID: ['hit', 'inside', 'other'] }),
      /Stolen keys +1 of 1 +0 of 1/,
    ],
  ])('is bad for %s', (_name, detections, row) => {
    const verdicts = judge(detections, PLANTED);
    expect(isGood(verdicts)).toBe(false);
    expect(verdictsText(verdicts)).toMatch(row);
  });
});

describe('the demo’s texts', () => {
  it('show an alert instance for each rule that fires, and how many are quiet', () => {
    const counts = frame({ rule_id: ['r1', 'r2'], rule: ['One', 'Two'], severity: ['high', 'low'], count: [3, 0] });
    expect(alertFrameText(counts)).toBe('  {rule="One", rule_id="r1", severity=high} = 3\n  and 1 quiet rules at 0\n');
  });

  it('show a detection a line, the principal without its account', () => {
    const text = detectionsText(
      frame({
        time: [Date.UTC(2026, 0, 1, 12, 30)],
        severity: ['high'],
        rule: ['One'],
        eventName: ['StopLogging'],
        principal: ['arn:aws:iam::111122223333:user/mallory'],
        sourceIPAddress: ['203.0.113.9'],
        region: ['us-east-1'],
      })
    );
    expect(text.split('\n')[1]).toBe('  12:30:00  high      One   StopLogging  user/mallory  203.0.113.9  us-east-1');
  });
});

describe('what the demo prints as JSON', () => {
  it('has detections with their times, attacks by numbers, and the alert instances that fire', () => {
    const detections = frame({
      time: [Date.UTC(2026, 0, 1, 12, 30)],
      severity: ['high'],
      rule: ['One'],
      rule_id: ['r1'],
      eventID: ['inside'],
      eventName: ['StopLogging'],
      principal: ['arn:aws:iam::111122223333:user/mallory'],
      sourceIPAddress: ['203.0.113.9'],
      region: ['us-east-1'],
    });
    const counts = frame({ rule_id: ['r1', 'r2'], rule: ['One', 'Two'], severity: ['high', 'low'], count: [3, 0] });
    expect(foundJson(detections, judge(detections, PLANTED), counts)).toEqual({
      detections: [
        {
          time: '2026-01-01T12:30:00.000Z',
          severity: 'high',
          rule: 'One',
          rule_id: 'r1',
          eventName: 'StopLogging',
          principal: 'arn:aws:iam::111122223333:user/mallory',
          sourceIPAddress: '203.0.113.9',
          region: 'us-east-1',
        },
      ],
      attacks: [
        { attack: 'Stolen keys', events: 1, missed: 1, nearMisses: 1, falselyReported: 1 },
        { attack: 'Root', events: 1, missed: 1, nearMisses: 0, falselyReported: 0 },
      ],
      alerts: [{ severity: 'high', rule: 'One', rule_id: 'r1', count: 3 }],
    });
  });
});
