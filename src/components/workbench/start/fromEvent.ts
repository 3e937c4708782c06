import {
  ruleFromEvent,
  suppressible,
  suppressingFilter,
  type FilteredRule,
  type Suppressed,
} from '../../../catalogue/authoring';
import type { ChosenEvent } from '../event/chosenEvent';
import type { Fresh } from './start';

/** Fields that a rule asks for at first: a call that failed is another thing than one that did something. */
export const FIRST_FIELDS: readonly string[] = ['errorCode'];

/** The rule that an event proposes. @throws Error where it has nothing that a rule could ask for */
export function ruleOfEvent({ record }: ChosenEvent, fresh: Fresh, fields = FIRST_FIELDS): string {
  const text = ruleFromEvent(record, { ...fresh, fields });
  if (text === undefined) {
    throw new Error('The event has neither source nor name, so no rule can be made from it. Choose another event.');
  }
  return text;
}

/** The filter that suppresses somebody of an event. @throws Error where the event names nobody */
export function filterOfEvent(
  rule: FilteredRule,
  { record }: ChosenEvent,
  fresh: Fresh,
  key: Suppressed['key'] = 'principal',
  fields: readonly string[] = []
): string {
  const all = suppressible(record);
  const who = all.find((each) => each.key === key) ?? all[0];
  if (who === undefined) {
    throw new Error('The event names no principal, so there is nobody to suppress. Choose another event.');
  }
  return suppressingFilter(rule, record, { ...fresh, who, fields });
}
