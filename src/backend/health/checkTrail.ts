import { TrailError } from '../../cloudtrail';
import type { Instance } from '../instance/instance';
import { ageText } from './ageText';

export interface TrailCheck {
  readonly ok: boolean;
  /** What was found, or what is wrong and what to do. */
  readonly text: string;
}

const SHOWN_MEMBERS = 5;

/** Looks at the trail's table, and for its newest event; undefined where the data source has none. */
export async function checkTrail(instance: Instance, signal: AbortSignal): Promise<TrailCheck | undefined> {
  const { trail } = instance;
  if (!trail) {
    return undefined;
  }
  const name = `${trail.kind === 'athena' ? 'Athena' : 'Trino'} reads ${trail.place.region}`;
  try {
    const { columns, missing, partitions, newestMs, isNewestKnown } = await trail.check(signal);
    const parted =
      partitions.length > 0
        ? `partitioned by ${partitions.join(', ')}`
        : 'without partitions that statements could make use of: each reads all of it';
    const newest = !isNewestKnown
      ? ''
      : newestMs === undefined
        ? ' It has no event of the last day: check that the trail logs, and the location of the table.'
        : ` Its newest event is ${ageText(instance.now() - newestMs)} old.`;
    const lacks =
      missing.length > 0
        ? ` It has no column for ${missing.slice(0, SHOWN_MEMBERS).join(', ')}${missing.length > SHOWN_MEMBERS ? ` and ${missing.length - SHOWN_MEMBERS} more` : ''}.`
        : '';
    return { ok: true, text: `${name}: ${columns} columns, ${parted}.${newest}${lacks}` };
  } catch (error) {
    if (error instanceof TrailError) {
      return { ok: false, text: error.message };
    }
    if (signal.aborted) {
      return { ok: false, text: `${name}: it did not answer in time. Check that it runs, and try again.` };
    }
    throw error;
  }
}
