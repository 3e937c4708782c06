import type { Frame } from '../frames/frame';
import type { QueryContext } from './context';
import { findEvents } from './findEvents';
import { gravestRule } from './gravestRule';
import { limited } from './limited';
import { logFrame } from './logs';

/** `events`, `logs`: CloudTrail's events, coloured by the gravest of the data source's rules that matches each. */
export async function eventsLogs(context: QueryContext): Promise<Frame[]> {
  const { events, answer } = await findEvents(context);
  const gravest = await gravestRule(context);
  const { shown, answer: told } = limited(events, context.query.limit, answer, 'events');
  const lines = shown.map((event) => {
    const rule = gravest(event);
    return { id: event.row.eventId, event, ...(rule ? { rule } : {}) };
  });
  return [logFrame(context, told, lines)];
}
