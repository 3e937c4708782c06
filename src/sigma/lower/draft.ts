import type { Location } from '../types';
import type { SigmaValue } from '../value/sigmaValue';

/** One entry of a detection with its modifiers applied: what processing pipelines change. */
export interface DraftItem {
  readonly op: 'item';
  /** Absent for keywords. */
  readonly field: string | undefined;
  /** Several are linked by `linking`. None: the rule has an empty list, which means null. */
  readonly values: readonly SigmaValue[];
  readonly linking: 'and' | 'or';
  readonly negated: boolean;
  /** The key as written; absent for plain keywords. */
  readonly label?: string;
  readonly location: Location;
  /** Where each value stands; a value that a pipeline made stands where the item does. */
  readonly valueLocations: readonly Location[];
  /** Path into the document. */
  readonly path: string;
  /** Ids of the pipeline steps that changed the item. */
  readonly applied?: ReadonlySet<string>;
}

/** A detection before it is lowered to predicates. */
export type Draft =
  | DraftItem
  | { readonly op: 'and' | 'or'; readonly of: readonly Draft[]; readonly location: Location }
  | { readonly op: 'not'; readonly of: Draft; readonly location: Location };
