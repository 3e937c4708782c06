import { LEVELS, STATUSES } from '../../contract/levels';
import { CORRELATION_TYPES, MODIFIER_NAMES } from '../../sigma';
import { loadTables, type RuleKnowledge, type Tables } from './knowledge';
import { placeAt } from './place';
import { narrowed } from './language';
import { hoverAt, suggestionsAt } from './suggestions';
import { MODIFIERS, VALUES } from './texts';

const KNOWLEDGE: RuleKnowledge = {
  fields: async () => [
    { path: 'userIdentity.arn', seen: 12 },
    { path: 'principal', seen: 12 },
    { path: 'errorCode', seen: 0 },
  ],
  values: async (path) => [
    { value: `${path} one`, count: 3 },
    { value: 'a*b', count: 2 },
    { value: 'yes', count: 1 },
  ],
};
let tables: Tables;
beforeAll(async () => {
  tables = await loadTables();
});

/** The text without its mark, and where that was. */
function marked(text: string) {
  const before = text.slice(0, text.indexOf('▮')).split('\n');
  const lines = text.replace('▮', '').split('\n');
  return { lines, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

async function suggested(text: string, knowledge: RuleKnowledge | undefined = KNOWLEDGE) {
  const { lines, line, column } = marked(text);
  const place = placeAt(lines, line, column);
  return place ? suggestionsAt(lines, line, place, knowledge, tables) : [];
}
const labels = async (text: string, knowledge?: RuleKnowledge) =>
  (await suggested(text, knowledge)).map(({ label }) => label);
const IN = 'detection:\n    selection:\n        eventSource: iam.amazonaws.com\n        ';

it('knows the language as the engine does', () => {
  expect(Object.keys(MODIFIERS).sort()).toEqual(MODIFIER_NAMES);
  expect(Object.keys(VALUES.level)).toEqual(LEVELS);
  expect(Object.keys(VALUES.status)).toEqual(STATUSES);
  expect(Object.keys(VALUES['correlation.type'])).toEqual(CORRELATION_TYPES);
});

it('proposes members, and values of those that have few', async () => {
  expect(await labels('▮')).toContain('logsource');
  expect(await labels('logsource:\n    ▮')).toContain('service');
  expect(await labels('level: ▮')).toEqual(LEVELS);
  expect(await labels('title: ▮')).toEqual([]);
});

it('proposes fields of stored events, those of queries left out, and CloudTrail’s where nothing is stored', async () => {
  expect(await suggested(`${IN}▮`)).toEqual([
    { kind: 'field', label: 'userIdentity.arn', detail: 'in 12 of the newest stored events' },
    { kind: 'field', label: 'errorCode' },
  ]);
  const down = { ...KNOWLEDGE, fields: () => Promise.reject(new Error('down')) };
  expect(await labels(`${IN}▮`, down)).toContain('userIdentity.type');
});

it('proposes event names of the source beside them', async () => {
  expect(await labels(`${IN}eventName: ▮`)).toContain('CreateAccessKey');
  expect(await labels(`${IN}eventName: ▮`)).not.toContain('StopLogging');
  expect(await labels(`${IN}eventName:\n            - ▮`)).not.toContain('StopLogging');
  expect(await labels('detection:\n    a:\n        eventName: ▮')).toContain('StopLogging');
  expect(await labels('detection:\n    a:\n        eventSource: ▮')).toContain('iam.amazonaws.com');
});

it('finds a name among more than a list shows', async () => {
  const all = await suggested('detection:\n    a:\n        eventName: ▮');
  expect(all.length).toBeGreaterThan(1000);
  expect(narrowed(all, '').shown.length).toBeLessThanOrEqual(1000);
  expect(narrowed(all, 'stopLo').shown.map(({ label }) => label)).toContain('StopLogging');
  expect(narrowed(all.slice(0, 10), 'nothing')).toEqual({ shown: all.slice(0, 10), incomplete: false });
});

it('proposes values as they are to be written', async () => {
  expect((await suggested(`${IN}errorCode: ▮`)).map(({ insert }) => insert)).toEqual([
    'errorCode one',
    `'a\\*b'`,
    `'yes'`,
  ]);
  expect((await suggested(`${IN}errorCode: '▮'`)).map(({ insert }) => insert)).toEqual([
    'errorCode one',
    'a\\*b',
    'yes',
  ]);
});

it('proposes the detections beside a condition, and tags', async () => {
  const text = 'detection:\n    one:\n        a: b\n    filter_x:\n        - c: d\n    condition: ▮\nlevel: low';
  expect(await labels(text)).toEqual(['one', 'filter_x', 'and', 'or', 'not', '1 of', 'all of', 'them']);
  expect(await labels('tags:\n    - ▮')).toEqual(expect.arrayContaining(['attack.t1078.004', 'attack.stealth']));
});

it.each([
  [`${IN}user▮Identity.arn: x`, 'In 12 of the newest stored events.'],
  [`${IN}userIdentity.arn|cont▮ains: x`, 'The value stands anywhere in the field.'],
  [`${IN}eventName: Create▮AccessKey`, 'iam.amazonaws.com, management event, writes'],
  ['le▮vel: high', 'How severe a match is.'],
  ['level: hi▮gh', 'To be looked at soon.'],
  ['tags:\n    - attack.t1078▮', 'Valid Accounts'],
])('says of %j: %s', async (text, said) => {
  const { lines, line, column } = marked(text);
  expect((await hoverAt(lines, line, column, KNOWLEDGE, tables))?.text).toBe(said);
});

it('says nothing of what it does not know', async () => {
  expect(await hoverAt(['title: x'], 1, 8, KNOWLEDGE, tables)).toBeUndefined();
  expect(await hoverAt([''], 1, 1, KNOWLEDGE, tables)).toBeUndefined();
});
