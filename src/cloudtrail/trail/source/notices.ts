import { bytesText } from '../../../contract/scanned';
import { isoTime } from '../../scan/range';
import type { ScanNotice } from '../../source';
import type { Range } from '../../store/coverage';
import type { RunStats } from '../types';

export interface TrailTold {
  readonly statements: ReadonlyArray<{ readonly stats: RunStats }>;
  /** Epoch seconds: events before are left out, there are more than a query may have. */
  readonly truncatedFrom?: number | undefined;
  /** What is not searched yet when the time is up. */
  readonly missing: readonly Range[];
  readonly limitName: string;
  /** Fields that the table cannot show, with how many rules look at each. */
  readonly blind: ReadonlyMap<string, number>;
  readonly notes: readonly string[];
}

const SHOWN_FIELDS = 5;

/** Says what is missing of an answer and what to do; failures are told by those who had them. */
export function trailNotices(told: TrailTold): ScanNotice[] {
  const { statements, truncatedFrom, missing, limitName, blind, notes } = told;
  const notices: ScanNotice[] = notes.map((text) => ({ severity: 'warning', text }));
  const warn = (text: string) => notices.push({ severity: 'warning', text });
  if (truncatedFrom !== undefined) {
    warn(
      `The trail has more events than ${limitName} allows: those before ${isoTime(truncatedFrom)} are left out. ` +
        `Raise ${limitName}, or choose a narrower time range.`
    );
  }
  if (missing.length > 0) {
    const read = statements.reduce((sum, { stats }) => sum + stats.scannedBytes, 0);
    warn(
      `The statement on the trail takes longer than a query may (lookupTimeoutSeconds), ${bytesText(read)} are scanned so far. ` +
        'It goes on: refresh to see more.'
    );
  }
  if (blind.size > 0) {
    const fields = [...blind.keys()];
    const more = fields.length > SHOWN_FIELDS ? ` and ${fields.length - SHOWN_FIELDS} more` : '';
    warn(
      `The trail's table does not have ${fields.slice(0, SHOWN_FIELDS).join(', ')}${more}, which rules look at: ` +
        'they are decided as if events had no such fields. Add the columns to the table.'
    );
  }
  return notices;
}
