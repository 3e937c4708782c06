import type { Field, Frame } from '../frames/frame';
import { frameOf } from './answer';
import type { QueryContext } from './context';
import { countDetections } from './counts';

/**
 * `counts`, `numeric`: one number for each label set over the query's whole range. Grafana Alerting takes this frame as
 * it is: numeric-long needs no Reduce, and version 0.1 is the one its dataplane reader knows.
 */
export async function countsNumeric(context: QueryContext): Promise<Frame[]> {
  const { groups, found, names } = await countDetections(context);
  const fields: Field[] = [
    { name: 'rule_id', type: 'string', values: groups.map(({ rule }) => rule.key) },
    { name: 'rule', type: 'string', values: groups.map(({ rule }) => rule.title) },
    { name: 'severity', type: 'string', values: groups.map(({ rule }) => rule.severity) },
    ...names.map((name, index): Field => ({ name, type: 'string', values: groups.map(({ values }) => values[index]) })),
    { name: 'count', type: 'number', values: groups.map(({ total }) => total) },
  ];
  return [frameOf(context, found.answer, { type: 'numeric-long', typeVersion: [0, 1] }, fields)];
}
