import { placeAt, type Place } from './place';

/** The place of `|` in a text. */
function at(text: string): Place | undefined {
  const lines = text.split('\n');
  const line = lines.findIndex((each) => each.includes('▮'));
  const column = lines[line].indexOf('▮') + 1;
  return placeAt(text.replace('▮', '').split('\n'), line + 1, column);
}
const DETECTION = 'detection:\n    selection:\n';

it.each<[string, Partial<Place>]>([
  ['ti▮', { kind: 'key', path: [], text: 'ti', from: 1, to: 3 }],
  ['title: a\n▮', { kind: 'key', path: [], text: '' }],
  ['status: ▮', { kind: 'value', path: ['status'], text: '' }],
  ['status: ex▮p', { kind: 'value', path: ['status'], text: 'exp', from: 9, to: 12 }],
  ['logsource:\n    pro▮', { kind: 'key', path: ['logsource'], text: 'pro' }],
  [`${DETECTION}        userId▮`, { kind: 'key', path: ['detection', 'selection'], text: 'userId', from: 9, to: 15 }],
  [`${DETECTION}        userIdentity.arn|con▮`, { kind: 'modifier', text: 'con', field: 'userIdentity.arn', from: 26 }],
  [`${DETECTION}        a|contains|▮: x`, { kind: 'modifier', text: '', field: 'a', from: 20 }],
  [`${DETECTION}        a▮|contains: x`, { kind: 'key', text: 'a', from: 9, to: 10 }],
  [`${DETECTION}        eventName: Cr▮`, { kind: 'value', path: ['detection', 'selection', 'eventName'], text: 'Cr' }],
  [
    `${DETECTION}        eventName|contains: 'Cr▮'`,
    { kind: 'value', path: ['detection', 'selection', 'eventName'], text: 'Cr' },
  ],
  [
    `${DETECTION}        eventName:\n            - A\n            - Cr▮`,
    { kind: 'value', path: ['detection', 'selection', 'eventName'], text: 'Cr', from: 15 },
  ],
  [`${DETECTION}        eventName:\n        - Cr▮`, { kind: 'value', path: ['detection', 'selection', 'eventName'] }],
  [
    `${DETECTION}        eventName: [A, Cr▮]`,
    { kind: 'value', path: ['detection', 'selection', 'eventName'], text: 'Cr' },
  ],
  [
    `${DETECTION}        - eventName: a\n          user▮`,
    { kind: 'key', path: ['detection', 'selection'], text: 'user' },
  ],
  [`${DETECTION}        - user▮`, { kind: 'key', path: ['detection', 'selection'], text: 'user' }],
  [
    'detection:\n    a:\n        b: c\n    condition: a and no▮t b',
    { kind: 'value', path: ['detection', 'condition'], text: 'not' },
  ],
  ['tags:\n    - attack.▮', { kind: 'value', path: ['tags'], text: 'attack.' }],
  ['title: a\n---\nlev▮', { kind: 'key', path: [], text: 'lev' }],
  ['correlation:\n    type: ev▮', { kind: 'value', path: ['correlation', 'type'], text: 'ev' }],
  ['a:\n\n    # comment\n    b▮', { kind: 'key', path: ['a'] }],
])('%j', (text, place) => {
  expect(at(text)).toMatchObject(place);
});

it('is nothing in a comment', () => {
  expect(at('# tit▮')).toBeUndefined();
  expect(at('status: test # e▮')).toBeUndefined();
});

it('is something, whatever the text, at every position', () => {
  const text = `${DETECTION}  - "a'|: [\n\t- - x: 'y\n::\n- \n  |\n---\n{a: b}`;
  const lines = text.split('\n');
  lines.forEach((line, index) => {
    for (let column = 1; column <= line.length + 1; column++) {
      const place = placeAt(lines, index + 1, column);
      expect(place?.to).toBeGreaterThanOrEqual(place?.from ?? 0);
    }
  });
});
