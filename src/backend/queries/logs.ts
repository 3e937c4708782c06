import { LOG_LEVELS } from '../../contract/levels';
import type { EventView } from '../evaluate/eventView';
import { accountOf, principalOf, regionOf } from '../evaluate/principal';
import type { SelectedRule } from '../evaluate/selected';
import type { Frame } from '../frames/frame';
import { frameOf, type Answer } from './answer';
import type { QueryContext } from './context';

/** One log line: an event, with the rule that matched it if one did. */
export interface LogLine {
  readonly id: string;
  readonly event: EventView;
  readonly rule?: SelectedRule;
}

/** A log frame as Explore reads it: field names and types are fixed (public/app/features/logs/logsFrame.ts). */
export function logFrame(context: QueryContext, answer: Answer, lines: readonly LogLine[]): Frame {
  return frameOf(
    context,
    answer,
    {
      type: 'log-lines',
      typeVersion: [0, 0],
      preferredVisualisationType: 'logs',
      custom: { limit: context.query.limit },
    },
    [
      { name: 'timestamp', type: 'time', values: lines.map(({ event }) => event.timeMs) },
      { name: 'body', type: 'string', values: lines.map(({ event }) => event.row.text ?? '') },
      { name: 'severity', type: 'string', values: lines.map(({ rule }) => LOG_LEVELS[rule?.level ?? 'informational']) },
      { name: 'id', type: 'string', values: lines.map(({ id }) => id) },
      { name: 'labels', type: 'json', values: lines.map((line) => JSON.stringify(labelsOf(line))) },
    ]
  );
}

function labelsOf({ rule, event }: LogLine): Record<string, string> {
  return {
    ...(rule ? { rule_id: rule.key, rule: rule.title, severity: rule.severity } : {}),
    account: accountOf(event),
    region: regionOf(event),
    eventSource: event.row.eventSource,
    eventName: event.row.eventName,
    principal: principalOf(event),
  };
}
