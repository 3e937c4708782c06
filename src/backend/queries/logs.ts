import { LOG_LEVELS } from '../../contract/levels';
import type { Detection } from '../evaluate/detect';
import type { EventView } from '../evaluate/eventView';
import { explainMatch } from '../evaluate/explainMatch';
import { accountOf, principalOf, regionOf } from '../evaluate/principal';
import type { SelectedRule } from '../evaluate/selected';
import type { Frame } from '../frames/frame';
import { frameOf, type Answer } from './answer';
import type { QueryContext } from './context';
import { eventLink, RULE_PAGE_LINK } from './links';

/** One log line: an event, with the rule that matched it if one did. */
export interface LogLine {
  readonly id: string;
  readonly event: EventView;
  readonly rule?: SelectedRule;
  readonly hit?: Detection['hit'];
}

/**
 * A log frame as Explore reads it: names and types of the first five fields are fixed (public/app/features/logs/logsFrame.ts).
 * It shows the others in a line's details: why the line is there, and where to go from it.
 */
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
      { name: 'matched', type: 'json', nullable: true, values: lines.map(matchedOf) },
      {
        name: 'rule_page',
        type: 'string',
        nullable: true,
        config: { links: [RULE_PAGE_LINK] },
        // A query's own rule has no page.
        values: lines.map(({ rule }) => (rule && context.query.rule === undefined ? rule.key : null)),
      },
      {
        name: 'eventID',
        type: 'string',
        config: { links: [eventLink(context.settings.regions)] },
        values: lines.map(({ event }) => event.row.eventId),
      },
      // For the link to the console; the labels show it.
      {
        name: 'region',
        type: 'string',
        config: { custom: { hidden: true } },
        values: lines.map(({ event }) => regionOf(event)),
      },
    ]
  );
}

/** Why the rule matched; null for an event that none matched. */
function matchedOf({ rule, event, hit }: LogLine): string | null {
  return rule ? explainMatch({ rule, event, ...(hit ? { hit } : {}) }, event.record) : null;
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
