import type { SigtrailQueryModel } from '../../contract/query';
import { usernameOf } from '../../datasource/logContext';
import { textAt, type EventRow } from './rows';

/** By what events belong together. */
export const ACTOR_KEYS = ['principal', 'session', 'key', 'address'] as const;
export type ActorKey = (typeof ACTOR_KEYS)[number];

/** Somebody or something of an event whose other events are of interest. */
export interface Actor {
  readonly key: ActorKey;
  /** E.g. `Access key`. */
  readonly label: string;
  readonly value: string;
  /** What finds the actor's events: a lookup where CloudTrail has one, else filters on all events. */
  readonly query: Pick<SigtrailQueryModel, 'lookup' | 'filters'>;
}

const ROLE = 'userIdentity.sessionContext.sessionIssuer.arn';

/** The actors of an event, as far as its record names them; of a role's session the role is the principal. */
export function actorsOf({ principal, address, record }: EventRow): Actor[] {
  const text = (name: string) => textAt(record, `userIdentity.${name}`);
  const role = textAt(record, ROLE);
  const username = usernameOf(text);
  const own: Actor['query'] = {
    ...(username === undefined ? {} : { lookup: { attribute: 'Username', value: username } }),
    ...equals('principal', principal),
  };
  const key = text('accessKeyId');
  return [
    ...(role === undefined
      ? actor('principal', 'Principal', principal, own)
      : [...actor('principal', 'Role', role, equals(ROLE, role)), ...actor('session', 'Role session', principal, own)]),
    ...actor('key', 'Access key', key, { lookup: { attribute: 'AccessKeyId', value: key ?? '' } }),
    ...actor('address', 'Address', address, equals('sourceIPAddress', address)),
  ];
}

function actor(key: ActorKey, label: string, value: string | undefined, query: Actor['query']): Actor[] {
  return value ? [{ key, label, value, query }] : [];
}

function equals(field: string, value: string): Actor['query'] {
  return { filters: [{ field, operator: '=', value }] };
}
