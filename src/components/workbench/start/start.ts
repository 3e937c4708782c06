import type { FilteredRule } from '../../../catalogue/authoring';
import type { ChosenEvent } from '../event/chosenEvent';

/** What the workbench's address asks for. */
export interface StartParams {
  /** Id of a rule: its copy is begun, with `edit` the rule itself is changed, with `suppress` a filter for it is written. */
  readonly rule?: string;
  readonly edit: boolean;
  /** Id of an event: to make a rule from, to suppress, or to try the rule on. */
  readonly event?: string;
  readonly suppress: boolean;
  /** A kind of event that a new rule is to look at. */
  readonly kind?: { readonly eventSource: string; readonly eventName: string };
}

/** What is new about a text: its id, and the day. */
export interface Fresh {
  /** UUID. */
  readonly id: string;
  /** `2026-01-31`. */
  readonly date: string;
}

/** A rule file that a text came from, or was saved to. */
export interface SavedFile {
  readonly folder: number;
  readonly file: string;
  /** What the next write must show, so that it does not undo somebody else's. */
  readonly etag: string;
}

/** A text and the name by which it is compared with. */
export interface Original {
  readonly name: string;
  readonly text: string;
}

/** What the workbench begins with. */
export interface Start {
  /** Under which a draft is kept. */
  readonly key: string;
  /** Heading, e.g. `Copy of IAM User Created`. */
  readonly title: string;
  readonly text: string;
  /** What changes are compared with; absent where a rule is new. */
  readonly original?: Original;
  /**
   * Documents that the text needs and that are not edited here: the rule that a filter is for, the rules of a correlation. They
   * are sent behind the text, so that its lines keep their numbers.
   */
  readonly context?: string;
  /** The event that the rule is tried on first. */
  readonly event?: ChosenEvent;
  readonly file?: SavedFile;
  /** The text is made of the event by choices, until the author changes it. */
  readonly from?: { readonly kind: 'event' } | { readonly kind: 'suppress'; readonly rule: FilteredRule };
}

/** Reads the workbench's address. */
export function startParams(search: URLSearchParams): StartParams {
  const text = (name: string) => search.get(name)?.trim() || undefined;
  const [eventSource, eventName] = [text('eventSource'), text('eventName')];
  return {
    ...(eventSource === undefined || eventName === undefined ? {} : { kind: { eventSource, eventName } }),
    rule: text('rule'),
    event: text('event'),
    edit: search.get('edit') !== null,
    suppress: search.get('suppress') !== null,
  };
}

/** A text together with the documents that it needs. */
export function withContext(text: string, context: string | undefined): string {
  return context === undefined ? text : `${text.replace(/\n*$/, '\n')}---\n${context}`;
}
