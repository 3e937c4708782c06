import type { CoreApp, TimeRange } from '@grafana/data';
import type { SigtrailDataSource } from '../datasource';
import type { SigtrailQuery } from '../types';

/** What each part of the query editor gets. */
export interface EditorPartProps {
  datasource: SigtrailDataSource;
  query: SigtrailQuery;
  /** Sets members of the query; undefined, an empty text, list or object removes one. */
  onChange: (change: Partial<SigtrailQuery>) => void;
  app?: CoreApp;
  range?: TimeRange;
  /** Unique on the page, to make the ids of controls from. */
  id: string;
}
