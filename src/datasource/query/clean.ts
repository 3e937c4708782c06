/** The text of an own rule stays, even while it is empty: its editor would go with it. */
const KEPT = 'rule';

/** A copy without members that say nothing: undefined, empty texts, lists and objects. Keeps saved queries short. */
export function clean<T extends object>(value: T): T {
  return Object.fromEntries(
    Object.entries(value).filter(([name, member]) => (name === KEPT ? member !== undefined : !saysNothing(member)))
  ) as T;
}

function saysNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '') {
    return true;
  }
  return typeof value === 'object' && Object.keys(value).length === 0;
}
