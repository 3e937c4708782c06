import fc from 'fast-check';
import { ruleTestFile } from '../../src/catalogue/authoring';
import { anyRecord } from '../../src/catalogue/authoring/testing/records';
import { parseTestFile } from '../../src/cli/test/testFile';

it('is what “sigtrail test” reads: the events as they are', () => {
  const event = {
    eventName: 'StopLogging',
    eventTime: '2026-01-05T10:00:00Z',
    requestParameters: null,
    tags: ['a', 1],
  };
  const text = ruleTestFile([
    { name: 'stopped: by "hand"', match: true, severity: 'high', event },
    { name: 'refused', match: false, severity: 'high', event: { ...event, errorCode: 'AccessDenied' } },
  ]);
  expect(parseTestFile(text).tests).toEqual([
    {
      name: 'stopped: by "hand"',
      match: true,
      severity: 'high',
      events: [{ event, timeMs: Date.UTC(2026, 0, 5, 10) }],
    },
    expect.objectContaining({ name: 'refused', match: false }),
  ]);
  expect(parseTestFile(text).tests[1]).not.toHaveProperty('severity');
});

it('keeps whatever an event holds', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      const written = JSON.parse(JSON.stringify({ ...record, eventTime: '2026-01-05T10:00:00Z' })) as typeof record;
      const [test] = parseTestFile(ruleTestFile([{ name: 'one', match: true, event: written }])).tests;
      expect(JSON.parse(JSON.stringify(test.events[0].event))).toEqual(written);
    }),
    { numRuns: 1000 }
  );
});
