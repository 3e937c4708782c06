import type { Limits } from '../limits';

/** Values for `%name%`, by name. A value may hold wildcards. */
export type Placeholders = Readonly<Record<string, ReadonlyArray<string | number>>>;

/** What a modifier knows of the item that it is applied to. */
export interface ModifierContext {
  /** Absent for keywords. */
  readonly field: string | undefined;
  /** The modifier being applied, as written. */
  readonly name: string;
  /** Modifiers applied before. */
  readonly applied: readonly string[];
  readonly placeholders: Placeholders;
  readonly limits: Limits;
}
