/** Grafana data frames as the backend builds them; `encode` turns them into Arrow. */

export type FieldType = 'time' | 'string' | 'number' | 'boolean' | 'json';

export interface FieldLink {
  title: string;
  url: string;
  targetBlank?: boolean;
}
export interface FieldConfig {
  displayName?: string;
  description?: string;
  unit?: string;
  links?: FieldLink[];
  custom?: Record<string, unknown>;
  [key: string]: unknown;
}

interface FieldBase {
  name: string;
  labels?: Record<string, string>;
  config?: FieldConfig;
}
/** Times are epoch milliseconds; null where nullable. */
export type Field =
  | (FieldBase & { type: 'time'; values: ArrayLike<number | null>; nullable?: boolean })
  | (FieldBase & { type: 'string'; values: ArrayLike<string | null>; nullable?: boolean })
  | (FieldBase & { type: 'number'; values: ArrayLike<number | null>; nullable?: boolean })
  | (FieldBase & { type: 'boolean'; values: ArrayLike<boolean | null>; nullable?: boolean })
  /** JSON text; each value must be a valid JSON document. */
  | (FieldBase & { type: 'json'; values: ArrayLike<string | null>; nullable?: boolean });

export interface Notice {
  severity: 'info' | 'warning' | 'error';
  text: string;
  link?: string;
}
export interface FrameMeta {
  type?: string;
  typeVersion?: [number, number];
  preferredVisualisationType?: string;
  executedQueryString?: string;
  notices?: Notice[];
  custom?: Record<string, unknown>;
  [key: string]: unknown;
}
export interface Frame {
  name?: string;
  refId?: string;
  meta?: FrameMeta;
  fields: Field[];
}
