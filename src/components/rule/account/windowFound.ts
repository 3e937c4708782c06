/** What a correlation found, as its detection's `matched` says it. */
export interface WindowFound {
  /** `event_count`, `temporal_ordered`, … */
  readonly type: string;
  /** Group-by field → value. */
  readonly group: ReadonlyArray<readonly [string, string]>;
  /** What met the threshold. */
  readonly value?: number;
  readonly eventIds: readonly string[];
}

/** Reads `{type: {group, value, eventIds}}`; undefined for the detection of a plain rule. */
export function windowFound(matched: unknown): WindowFound | undefined {
  const [[type, found] = []] = entriesOf(matched);
  const { group, value, eventIds } = Object.fromEntries(entriesOf(found));
  if (type === undefined || !Array.isArray(eventIds)) {
    return undefined;
  }
  return {
    type,
    group: entriesOf(group).map(([field, one]) => [field, typeof one === 'string' ? one : JSON.stringify(one)]),
    ...(typeof value === 'number' ? { value } : {}),
    eventIds: eventIds.filter((id): id is string => typeof id === 'string'),
  };
}

/** The members of an object; none of anything else. */
export function entriesOf(value: unknown): Array<[string, unknown]> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
