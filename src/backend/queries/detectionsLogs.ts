import type { Frame } from '../frames/frame';
import type { QueryContext } from './context';
import { shownDetections } from './findDetections';
import { logFrame } from './logs';

/** `detections`, `logs`: a log line for each rule and event, newest first. */
export async function detectionsLogs(context: QueryContext): Promise<Frame[]> {
  const { shown, answer } = await shownDetections(context);
  const lines = shown.map(({ rule, event, hit }) => ({
    // Explore drops a second line with the same id, and two rules may match one event.
    id: `${event.row.eventId}/${rule.key}`,
    event,
    rule,
    ...(hit ? { hit } : {}),
  }));
  return [logFrame(context, answer, lines)];
}
