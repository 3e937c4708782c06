import { recordOf } from '../evaluate/record';
import type { SelectedRule } from '../evaluate/selected';
import type { EventRow } from '../../cloudtrail';
import { LEVELS } from '../../contract/levels';
import type { RuleBook } from '../rules/ruleBook';
import type { Frame } from '../frames/frame';
import type { QueryContext } from './context';
import { findEvents } from './findEvents';
import { limited } from './limited';
import { logFrame } from './logs';

/** `events`, `logs`: CloudTrail's events, coloured by the gravest of the data source's rules that matches each. */
export async function eventsLogs(context: QueryContext): Promise<Frame[]> {
  const { rows, answer } = await findEvents(context);
  const book = await context.rules();
  const { shown, answer: told } = limited(rows, context.query.limit, answer, 'events');
  const lines = shown.map((row) => {
    const rule = gravest(book, row, context);
    return { id: row.eventId, timeMs: row.timeMs, row, record: recordOf(row), ...(rule ? { rule } : {}) };
  });
  return [logFrame(context, told, lines)];
}

function gravest(book: RuleBook, row: EventRow, context: QueryContext): SelectedRule | undefined {
  let best: SelectedRule | undefined;
  for (const index of book.matches(row)) {
    const rule = book.ruleSet.rules[index];
    const level = rule.level ?? 'informational';
    if (!best || LEVELS.indexOf(level) > LEVELS.indexOf(best.level)) {
      best = { rule, key: rule.key, title: rule.title, level, severity: context.settings.severityLabels[level] };
    }
  }
  return best;
}
