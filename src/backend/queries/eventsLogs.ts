import type { SelectedRule } from '../evaluate/selected';
import type { EventView } from '../evaluate/eventView';
import { LEVELS } from '../../contract/levels';
import type { RuleBook } from '../rules/ruleBook';
import type { Frame } from '../frames/frame';
import type { QueryContext } from './context';
import { findEvents } from './findEvents';
import { limited } from './limited';
import { logFrame } from './logs';

/** `events`, `logs`: CloudTrail's events, coloured by the gravest of the data source's rules that matches each. */
export async function eventsLogs(context: QueryContext): Promise<Frame[]> {
  const { events, answer } = await findEvents(context);
  const book = await context.rules();
  const { shown, answer: told } = limited(events, context.query.limit, answer, 'events');
  const lines = shown.map((event) => {
    const rule = gravest(book, event, context);
    return { id: event.row.eventId, event, ...(rule ? { rule } : {}) };
  });
  return [logFrame(context, told, lines)];
}

function gravest(book: RuleBook, event: EventView, context: QueryContext): SelectedRule | undefined {
  let best: SelectedRule | undefined;
  const { text } = event.row;
  for (const index of text === null ? [] : book.matchText(text)) {
    const rule = book.ruleSet.rules[index];
    const level = rule.level ?? 'informational';
    if (!best || LEVELS.indexOf(level) > LEVELS.indexOf(best.level)) {
      best = { rule, key: rule.key, title: rule.title, level, severity: context.settings.severityLabels[level] };
    }
  }
  return best;
}
