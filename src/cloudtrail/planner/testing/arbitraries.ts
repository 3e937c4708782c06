import fc from 'fast-check';
import { filterKey } from '../../lookup/filter';
import type { EventRow } from '../../store/types';
import type { RuleNeeds } from '../needs';
import type { EventRates } from '../rates';

/** Names as CloudTrail writes them. `Twice` and `tWice` fold to one text: neither can be spelled. */
const NAMES = ['CreateUser', 'DeleteUser', 'PutUserPolicy', 'StopLogging', 'GetObject', 'Twice', 'tWice', 'Unlisted'];
const SOURCES = ['iam.amazonaws.com', 'sts.amazonaws.com', 's3.amazonaws.com', ''];
const KEYS = ['AKIAIOSFODNN7EXAMPLE', 'ASIAIOSFODNN7EXAMPLE', 'short', ''];

const SPELLINGS = new Map(
  NAMES.filter((name) => !/twice|unlisted/i.test(name)).map((name) => [name.toLowerCase(), name])
);

export const spellEventName = (lowerCase: string) => SPELLINGS.get(lowerCase);

function someOf(values: readonly string[]): fc.Arbitrary<ReadonlySet<string> | undefined> {
  return fc.option(
    fc
      .uniqueArray(fc.constantFrom(...values.map((value) => value.toLowerCase())), { maxLength: 4 })
      .map((v) => new Set(v)),
    { nil: undefined }
  );
}

const exact = fc.constantFrom(
  { attribute: 'Username', value: 'alice' } as const,
  { attribute: 'EventName', value: 'CreateUser' } as const
);

export const anyNeeds: fc.Arbitrary<RuleNeeds> = fc
  .record({
    eventName: someOf(NAMES),
    eventSource: someOf(SOURCES),
    readOnly: someOf(['true', 'false']),
    accessKeyId: someOf(KEYS),
    exact: fc.option(fc.array(exact, { maxLength: 1 }), { nil: undefined, freq: 1 }),
  })
  .map(({ exact: lookups, ...fields }) => (lookups ? { ...fields, exact: lookups } : fields));

export const anyEvent: fc.Arbitrary<EventRow> = fc.record({
  eventId: fc.constant('id'),
  timeMs: fc.constant(0),
  eventName: fc.constantFrom(...NAMES),
  eventSource: fc.constantFrom(...SOURCES),
  readOnly: fc.constantFrom(true, false, undefined),
  username: fc.constantFrom('alice', 'bob', undefined),
  accessKeyId: fc.constantFrom(...KEYS, undefined),
  account: fc.constant('111122223333'),
  region: fc.constant('us-east-1'),
  text: fc.constant('{}'),
}) as fc.Arbitrary<EventRow>;

/** True for an event that a rule with these needs can match: necessary values are necessary, each of them. */
export function canMatch(needs: RuleNeeds, event: EventRow): boolean {
  const has = (values: ReadonlySet<string> | undefined, value: string | boolean | undefined) =>
    !values || (value !== undefined && values.has(String(value).toLowerCase()));
  return (
    has(needs.eventName, event.eventName) &&
    has(needs.eventSource, event.eventSource) &&
    has(needs.readOnly, event.readOnly) &&
    has(needs.accessKeyId, event.accessKeyId)
  );
}

/** Rates from a seed: the same filter always has the same; some are unknown, some are nonsense. */
export const anyRates: fc.Arbitrary<EventRates> = fc
  .func(fc.oneof(fc.constantFrom(undefined, 0, -1, NaN), fc.double({ min: 0, max: 30, noNaN: true })))
  .map((rate) => ({ perSecond: (filter) => rate(filterKey(filter)) }));
