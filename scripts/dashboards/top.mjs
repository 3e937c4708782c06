import { bar, linked, table } from './panels.mjs';
import { topValues } from './transformations.mjs';

/**
 * Makes tables of a field's most frequent values among detections.
 *
 * @param counts gives the query that counts by a field
 * @param noValue what stands where there are none
 */
export const topTables =
  (counts, noValue) =>
  (title, at, field, label, ...links) =>
    table(title, at, {
      targets: [counts(field)],
      transformations: topValues(label),
      noValue,
      overrides: [bar('detections'), ...(links.length > 0 ? [linked(label, ...links)] : [])],
    });
