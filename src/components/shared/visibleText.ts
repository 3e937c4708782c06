import type { EventCoverage } from '../../contract/resources';

/** Whether LookupEvents shows an event, or a rule's events, in words. */
export const VISIBLE_TEXTS = ['visible', 'trail only', 'not visible'] as const;

export function visibleText({ visible, through }: Pick<EventCoverage, 'visible' | 'through'>) {
  const [byLookup, byTrail, nowhere] = VISIBLE_TEXTS;
  return !visible ? nowhere : through === 'trail' ? byTrail : byLookup;
}
