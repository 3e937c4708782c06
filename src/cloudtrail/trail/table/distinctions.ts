/** What tells a table's events apart, where not every value of every column does. */
export interface Distinctions {
  /**
   * What to select in place of a value. Called once for each that is selected.
   *
   * @param path of the column, or of the member of a struct in it; empty for which structs are there
   */
  select(path: string, sql: string): string;
  /** Whether it matters that a struct is there where none of its members has a value. */
  showsStruct(path: string): boolean;
}

/** Every value tells events apart. */
export const ALL_VALUES: Distinctions = { select: (_, sql) => sql, showsStruct: () => true };
