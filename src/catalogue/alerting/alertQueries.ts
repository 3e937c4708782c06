import { DATASOURCE_ID } from '../../contract/ids';
import type { SigtrailQueryModel } from '../../contract/query';
import type { AlertQuery } from './model';
import type { FullOptions } from './options';

/** Values that the backend can list without having seen them, so that a quiet rule has a row of 0. */
const LISTABLE: ReadonlySet<string> = new Set(['account', 'region']);

/** Whether quiet rules can have rows of 0 with these labels. */
export function canBeFilled(groupBy: readonly string[]): boolean {
  return groupBy.every((field) => LISTABLE.has(field));
}

/** The interval, and as much overlap as events may be late: events are counted by their own time. */
export function windowSeconds({
  intervalSeconds,
  settleMinutes,
}: Pick<FullOptions, 'intervalSeconds' | 'settleMinutes'>): number {
  return intervalSeconds + Math.ceil(settleMinutes * 60);
}

/** Query A: `counts` in the form that Grafana Alerting takes without Reduce. */
export function countsQuery(
  options: Pick<FullOptions, 'datasourceUid' | 'groupBy' | 'intervalSeconds' | 'settleMinutes'>,
  what: Pick<SigtrailQueryModel, 'rules' | 'rule' | 'regions' | 'accounts' | 'filters'>
): AlertQuery {
  const { datasourceUid, groupBy } = options;
  return {
    refId: 'A',
    queryType: 'counts',
    fromSeconds: windowSeconds(options),
    toSeconds: 0,
    datasourceUid,
    model: {
      refId: 'A',
      datasource: { type: DATASOURCE_ID, uid: datasourceUid },
      queryType: 'counts',
      format: 'numeric',
      ...what,
      ...(groupBy.length === 0 ? {} : { groupBy: [...groupBy] }),
      fill: canBeFilled(groupBy) ? 'zero' : 'none',
    },
  };
}

/** Query B, which decides: any count above zero. */
export function thresholdQuery(): AlertQuery {
  return {
    refId: 'B',
    fromSeconds: 0,
    toSeconds: 0,
    datasourceUid: '__expr__',
    model: {
      refId: 'B',
      datasource: { type: '__expr__', uid: '__expr__' },
      type: 'threshold',
      expression: 'A',
      conditions: [{ evaluator: { type: 'gt', params: [0] } }],
    },
  };
}
