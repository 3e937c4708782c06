import type { Place } from './types';

/** What a place is known by in maps. */
export function placeKey({ account, region }: Place): string {
  return `${account} ${region}`;
}
