/** Where a link leads, relative to the app's pages: all of them are one step below its root. */
export interface AppLink {
  readonly pathname: string;
  /** Query string with its `?`, or empty. */
  readonly search: string;
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
}

/** The workbench, beginning with a rule, an event or both. */
export function workbenchLink({ rule, event, mode }: WorkbenchStart, ds: string | null): AppLink {
  const search = new URLSearchParams();
  if (rule !== undefined) {
    search.set('rule', rule);
  }
  if (event !== undefined) {
    search.set('event', event);
  }
  if (mode !== undefined) {
    search.set(mode, '');
  }
  return { pathname: '../workbench', search: searchOf(search, ds) };
}

function searchOf(search: URLSearchParams, ds: string | null): string {
  if (ds !== null) {
    search.set('ds', ds);
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
