/** Where a link leads, relative to the app's pages: all of them are one step below its root. */
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

/** The page of a rule, for the same data source. */
export function ruleLink(id: string, ds: string | null): AppLink {
  return { pathname: `../rules/${encodeURIComponent(id)}`, search: searchOf(new URLSearchParams(), ds) };
}

/** The catalogue with these values of facets chosen. */
export function catalogueLink(chosen: Readonly<Record<string, readonly string[]>>, ds: string | null): AppLink {
  const search = new URLSearchParams();
  Object.entries(chosen).forEach(([facet, values]) => values.forEach((value) => search.append(facet, value)));
  return { pathname: '../rules', search: searchOf(search, ds) };
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
export function workbenchLink({ mode, ...start }: WorkbenchStart, ds: string | null): AppLink {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(start)) {
    if (value !== undefined) {
      search.set(name, value);
    }
  }
  if (mode !== undefined) {
    search.set(mode, '');
  }
  return { pathname: '../workbench', search: searchOf(search, ds) };
}

/** The page of a detection, or of an event without a rule. */
export function detectionLink({ eventId, ...address }: DetectionAddress, ds: string | null): AppLink {
  return { pathname: `../detections/${encodeURIComponent(eventId)}`, search: searchOf(addressParams(address), ds) };
}

/** An address without its event as parameters of a URL. */
export function addressParams({ rule, timeMs, account, region }: Omit<DetectionAddress, 'eventId'>): URLSearchParams {
  const given = { rule, time: timeMs === undefined ? undefined : String(timeMs), account, region };
  return new URLSearchParams(
    Object.entries(given).flatMap(([name, value]): string[][] => (value ? [[name, value]] : []))
  );
}

function searchOf(search: URLSearchParams, ds: string | null): string {
  if (ds !== null) {
    search.set('ds', ds);
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
