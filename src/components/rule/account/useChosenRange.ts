import { useState } from 'react';
import type { WrittenRange } from '../../shared/timeRange';
import { chosenRange, LAST_DAY, type ChosenRange } from './ranges';

/** The range that a page looks at, the last day first; choosing one again ends it at the present moment. */
export function useChosenRange(): { readonly chosen: ChosenRange; choose(range: WrittenRange): void } {
  const [chosen, setChosen] = useState(() => chosenRange(LAST_DAY));
  if (!chosen) {
    throw new RangeError('The last day ends before it begins.');
  }
  return { chosen, choose: (range) => setChosen((before) => chosenRange(range) ?? before) };
}
