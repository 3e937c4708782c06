import type { SigtrailQuery } from '../types';
import { displayText } from './displayText';

it.each([
  [{ queryType: 'detections' }, 'detections: all rules'],
  [
    { queryType: 'counts', rules: { minLevel: 'high', tags: ['attack.t1078'] }, groupBy: ['account'] },
    'counts: high and above, attack.t1078; by account',
  ],
  [{ queryType: 'counts', source: 'trail' }, 'counts: all rules; from the trail'],
  [{ queryType: 'events', source: 'lookup' }, 'events: all; from LookupEvents'],
  [{ queryType: 'rules', source: 'trail' }, 'rules: all rules'],
  [
    { queryType: 'detections', rules: { ids: ['a'] }, regions: ['r1', 'r2', 'r3', 'r4'] },
    'detections: rule a; in r1, r2, r3 and 1 more',
  ],
  [{ queryType: 'detections', rule: "title: 'Root signed in'\nlevel: high" }, 'detections: own rule "Root signed in"'],
  [
    {
      queryType: 'events',
      lookup: { attribute: 'Username', value: 'alice' },
      filters: [{ field: 'errorCode', operator: '!=', value: 'x' }],
    },
    'events: Username = alice; errorCode != x',
  ],
])('says what %j asks for', (part, expected) => {
  expect(displayText({ refId: 'A', ...part } as SigtrailQuery)).toBe(expected);
});
