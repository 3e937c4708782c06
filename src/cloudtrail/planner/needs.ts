import { filterKey, type LookupFilter } from '../lookup/filter';

/**
 * What a rule needs of an event, as the engine derives it: any event that matches has one of these values.
 * Values are lower case; undefined leaves the field open; an empty set means that nothing matches.
 *
 * Each field is one that LookupEvents can look up with the same result:
 * - `eventName`, `eventSource` and `readOnly` are copied from the record to the envelope.
 * - `accessKeyId` is the record's `userIdentity.accessKeyId`. AWS describes it and the envelope's AccessKeyId in the
 *   same words: the key that signed the request, that of the temporary credentials where these signed it.
 * - The user name is left out, since nothing is provable: the envelope's Username is the session's name for an assumed
 *   role and `root` for the root user, where `userIdentity.userName` is absent or the account's alias; and a failed
 *   sign-in hides the name. Nor do user names have one spelling, which a case-sensitive lookup would need.
 *
 * A rule of several alternatives may be given as several needs, one for each.
 */
export interface RuleNeeds {
  readonly eventName?: ReadonlySet<string>;
  readonly eventSource?: ReadonlySet<string>;
  readonly readOnly?: ReadonlySet<string>;
  readonly accessKeyId?: ReadonlySet<string>;
  /** Lookups each of which alone returns all that can match: what a user asks for by attribute, in CloudTrail's case. */
  readonly exact?: readonly LookupFilter[];
}

/** How lower-case values become those that a lookup compares: exactly, with case. */
export interface Spelling {
  /**
   * CloudTrail's spelling of an event name given in lower case; undefined where it is unknown or has several. Sigma
   * compares without case, LookupEvents with it: a name that we cannot spell cannot be looked up.
   */
  spellEventName(lowerCase: string): string | undefined;
}

/** A need for each value of one field is a lookup for each: beyond this many, everything is the better question. */
const MAX_VALUES = 1000;
/** LookupEvents takes 2,000 characters, some of which count twice; no name or key is near it. */
const MAX_LENGTH = 512;

const FIELDS = ['eventName', 'eventSource', 'readOnly', 'accessKeyId'] as const;

/**
 * The sets of lookups each of which returns every event that can match, one set for each field that can be looked up.
 * No set: only everything will do. An empty set: nothing can match.
 */
export function lookupAlternatives(needs: RuleNeeds, spelling: Spelling): LookupFilter[][] {
  const alternatives: LookupFilter[][] = (needs.exact ?? []).filter(canBeSent).map((filter) => [filter]);
  for (const field of FIELDS) {
    const values = needs[field];
    if (values && values.size <= MAX_VALUES) {
      const lookups = [...values].map((value) => lookupOf(field, value, spelling));
      if (lookups.every((lookup) => lookup !== undefined && canBeSent(lookup))) {
        alternatives.push(lookups as LookupFilter[]);
      }
    }
  }
  return alternatives;
}

/** Equal for needs that say the same. */
export function needsKey(needs: RuleNeeds): string {
  return JSON.stringify([
    ...FIELDS.map((field) => (needs[field] ? [...needs[field]].sort() : null)),
    (needs.exact ?? []).map(filterKey).sort(),
  ]);
}

/** How many values the needs hold: what keeping them costs. */
export function needsSize(needs: RuleNeeds): number {
  return FIELDS.reduce((size, field) => size + (needs[field]?.size ?? 0), 1 + (needs.exact?.length ?? 0));
}

function lookupOf(field: (typeof FIELDS)[number], value: string, spelling: Spelling): LookupFilter | undefined {
  switch (field) {
    case 'eventName': {
      const spelled = spelling.spellEventName(value);
      return spelled === undefined ? undefined : { attribute: 'EventName', value: spelled };
    }
    case 'eventSource':
      // CloudTrail writes event sources in lower case, always.
      return { attribute: 'EventSource', value };
    case 'readOnly':
      return value === 'true' || value === 'false' ? { attribute: 'ReadOnly', value } : undefined;
    case 'accessKeyId':
      // IAM's and STS's key ids are upper case, always; what is not one (an empty text, say) may have any case.
      return /^a[ks]ia[a-z0-9]{12,124}$/.test(value)
        ? { attribute: 'AccessKeyId', value: value.toUpperCase() }
        : undefined;
  }
}

function canBeSent(filter: LookupFilter): boolean {
  return filter.value.length > 0 && filter.value.length <= MAX_LENGTH;
}
