import { accountOfArn } from '../../cloudtrail';
import type { EventFilter } from '../../contract/query';
import type { QueryContext } from './context';

/** A query's regions and accounts, accounts by id. */
export interface AskedPlaces {
  readonly regions: readonly string[];
  readonly accounts: readonly string[];
}

/** LookupEvents is asked by place; a trail holds all of them. Names of the settings' accounts become their ids. */
export function askedPlaces({ query: { regions, accounts }, settings }: QueryContext): AskedPlaces {
  const ids = new Map(settings.aws.accounts.map(({ name, assumeRoleArn }) => [name, accountOfArn(assumeRoleArn)]));
  return { regions, accounts: accounts.map((account) => ids.get(account) ?? account) };
}

/** The narrowing of a query as filters on events. */
export function placeFilters({ regions, accounts }: AskedPlaces): EventFilter[] {
  return [...oneOf('region', regions), ...oneOf('account', accounts)];
}

function oneOf(field: string, values: readonly string[]): EventFilter[] {
  const escaped = values.map((value) => value.replaceAll(/[^A-Za-z0-9-]/g, (character) => `\\${character}`));
  return values.length === 0 ? [] : [{ field, operator: '=~', value: escaped.join('|') }];
}
