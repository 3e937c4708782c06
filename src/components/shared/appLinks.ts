import { APP_ID } from '../../contract/ids';

/**
 * Where a link leads, relative to the app's pages: all of them are one step below its root. The functions that make one take
 * what the page has in common with others (`usePageParams`), which the link takes along.
 */
export interface AppLink {
  readonly pathname: string;
  /** Query string with its `?`, or empty. */
  readonly search: string;
}

/** What finds an event again, and the rule that reported it. */
export interface DetectionAddress {
  readonly eventId: string;
  /** The rule's id; absent for an event that is looked at by itself. */
  readonly rule?: string;
  /** Epoch milliseconds. */
  readonly timeMs?: number;
  readonly account?: string;
  readonly region?: string;
}

/** The page of a rule. */
export function ruleLink(id: string, common: string): AppLink {
  return { pathname: `../rules/${encodeURIComponent(id)}`, search: searchOf(new URLSearchParams(), common) };
}

/** The catalogue with these values of facets chosen. */
export function catalogueLink(chosen: Readonly<Record<string, readonly string[]>>, common: string): AppLink {
  const search = new URLSearchParams();
  Object.entries(chosen).forEach(([facet, values]) => values.forEach((value) => search.append(facet, value)));
  return { pathname: '../rules', search: searchOf(search, common) };
}

/** What the workbench is to begin with. */
export interface WorkbenchStart {
  /** Id of a rule: its copy is begun; with `edit` the rule itself, with `suppress` a filter that leaves the event's principal alone. */
  readonly rule?: string;
  /** Id of an event. */
  readonly event?: string;
  readonly mode?: 'edit' | 'suppress';
  /** A kind of event that a new rule is to look at. */
  readonly eventSource?: string;
  readonly eventName?: string;
}

/** The workbench, beginning with a rule, an event or both. */
export function workbenchLink({ mode, ...start }: WorkbenchStart, common: string): AppLink {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(start)) {
    if (value !== undefined) {
      search.set(name, value);
    }
  }
  if (mode !== undefined) {
    search.set(mode, '');
  }
  return { pathname: '../workbench', search: searchOf(search, common) };
}

/** The page of a detection, or of an event without a rule. */
export function detectionLink({ eventId, ...address }: DetectionAddress, common: string): AppLink {
  return { pathname: `../detections/${encodeURIComponent(eventId)}`, search: searchOf(addressParams(address), common) };
}

/** An address without its event as parameters of a URL. */
export function addressParams({ rule, timeMs, account, region }: Omit<DetectionAddress, 'eventId'>): URLSearchParams {
  const given = { rule, time: timeMs === undefined ? undefined : String(timeMs), account, region };
  return new URLSearchParams(
    Object.entries(given).flatMap(([name, value]): string[][] => (value ? [[name, value]] : []))
  );
}

/** A link's address below Grafana's root, for what does not know the page that it is on. */
export function appHref({ pathname, search }: AppLink): string {
  return `/a/${APP_ID}/${pathname.replace(/^\.\.\//, '')}${search}`;
}

function searchOf(own: URLSearchParams, common: string): string {
  const text = [own.toString(), common].filter((part) => part !== '').join('&');
  return text === '' ? '' : `?${text}`;
}
