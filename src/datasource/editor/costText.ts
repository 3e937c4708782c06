import type { EstimateResponse } from '../../contract/resources';
import { SOURCE_NAMES } from '../query/displayText';

/** More lookups than these are counted in the line, and listed in its tooltip. */
const SHOWN = 4;
const LISTED = 20;
/** A rule's values may be long. */
const LONGEST = 60;

/**
 * What a query costs, in a line: `About 3 requests per minute: EventName=StopLogging + EventName=DeleteTrail`. Where there is
 * a trail beside LookupEvents, with which of the two is asked: `From the trail, a scan of about 120 GB, $0.60`.
 *
 * @param automatic whether the query leaves the choice to the data source: then the line says why
 */
export function costText({ text, lookups, source, sourceReason }: EstimateResponse, automatic = true): string {
  const costs = lookups.length === 0 ? text : `${text}: ${join(lookups, SHOWN)}`;
  if (sourceReason === undefined) {
    return costs.charAt(0).toUpperCase() + costs.slice(1);
  }
  return `From ${SOURCE_NAMES[source]}, ${costs}${automatic ? `. ${sourceReason}` : ''}`;
}

/**
 * What the line leaves out, a sentence each.
 *
 * @param ranged whether the estimate is for a range that the user chose
 */
export function costDetails(estimate: EstimateResponse, ranged: boolean): string[] {
  const { reason, firstRequests, lookups, places, source } = estimate;
  return [
    reason,
    lookups.length > SHOWN ? `Lookups: ${join(lookups, LISTED)}.` : '',
    ranged && source === 'lookup' ? missingText(firstRequests) : '',
    places > 1 ? `Summed over ${count(places)} pairs of account and region.` : '',
    lookups.length > 0 ? 'Panels and alert rules that look up the same share these requests.' : '',
  ].filter((sentence) => sentence !== '');
}

function missingText(requests: number): string {
  if (requests <= 0) {
    return 'All that this time range needs is fetched already.';
  }
  const whole = Math.ceil(requests);
  return `What is not fetched yet of this time range takes about ${whole === 1 ? '1 request' : `${count(whole)} requests`}.`;
}

function join(lookups: readonly string[], most: number): string {
  const named = lookups.slice(0, most).map(shorten);
  const more = lookups.length - named.length;
  return [...named, ...(more > 0 ? [`${count(more)} more`] : [])].join(' + ');
}

function shorten(lookup: string): string {
  return lookup.length > LONGEST ? `${lookup.slice(0, LONGEST - 1)}…` : lookup;
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
