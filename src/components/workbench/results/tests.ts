import type { EventTest } from '../../../catalogue/authoring';
import type { ChosenEvent } from '../event/chosenEvent';

/** Each is a request at each pause of typing. */
export const MOST_TESTS = 30;

/** The tests with one more, of a name of its own; the same where the event is tested already with this expectation. */
export function withTest(
  tests: readonly EventTest[],
  { record, key, label }: ChosenEvent,
  match: boolean,
  severity: string | undefined
): readonly EventTest[] {
  const isThere = tests.some(({ event, match: expected }) => expected === match && keyOf(event) === key);
  if (isThere || tests.length >= MOST_TESTS) {
    return tests;
  }
  const others = tests.filter(({ event }) => keyOf(event) !== key);
  const name = `${label}${match ? '' : ', left alone'}`;
  return [...others, { name, match, event: record, ...(severity === undefined ? {} : { severity }) }];
}

function keyOf(event: EventTest['event']): string {
  return typeof event.eventID === 'string' && event.eventID !== '' ? event.eventID : JSON.stringify(event);
}
