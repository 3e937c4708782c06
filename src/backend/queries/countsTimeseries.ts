import type { Field, Frame } from '../frames/frame';
import { frameOf, type Answer } from './answer';
import type { QueryContext } from './context';
import { countDetections, labelsOf, type CountGroup } from './counts';

/** More buckets than any screen has pixels. */
const MAX_BUCKETS = 11_000;
/** Points of one answer: beyond this quiet rules are left out. */
const MAX_POINTS = 1_000_000;
const META = { type: 'timeseries-multi', typeVersion: [0, 1] as [number, number] };

/** `counts`, `timeseries`: a frame for each label set, buckets aligned to the epoch, zero where nothing matched. */
export async function countsTimeseries(context: QueryContext): Promise<Frame[]> {
  const buckets = bucketsOf(context.fromMs, context.toMs, context.intervalMs);
  const { groups, found, names } = await countDetections(context, buckets.intervalMs);
  const { shown, answer } = withinLimit(groups, buckets.starts.length, found.answer);
  if (shown.length === 0) {
    return [frameOf(context, answer, META, [])];
  }
  return shown.map((group, index) => {
    const counts = new Float64Array(buckets.starts.length);
    for (const [bucket, count] of group.counts()) {
      counts[bucket - buckets.first] = count;
    }
    const fields: Field[] = [
      { name: 'time', type: 'time', values: buckets.starts },
      { name: 'count', type: 'number', labels: labelsOf(group, names), values: counts },
    ];
    // The label of a level is the site's; what draws by level (Explore's log volume) reads the level itself.
    const meta = { ...META, custom: { level: group.rule.level } };
    return frameOf(context, answer, meta, fields, { notices: index === 0 });
  });
}

interface Buckets {
  /** Epoch milliseconds of each bucket's start. */
  readonly starts: readonly number[];
  /** Number of the first bucket since the epoch. */
  readonly first: number;
  readonly intervalMs: number;
}

/** Buckets that cover the range, each a whole multiple of the interval since the epoch. */
export function bucketsOf(fromMs: number, toMs: number, wantedMs: number): Buckets {
  let intervalMs = Math.max(1000, Math.round(wantedMs) || 60_000);
  while ((toMs - fromMs) / intervalMs > MAX_BUCKETS) {
    intervalMs *= 2;
  }
  const first = Math.floor(fromMs / intervalMs);
  const last = Math.floor(toMs / intervalMs);
  return {
    starts: Array.from({ length: last - first + 1 }, (_, index) => (first + index) * intervalMs),
    first,
    intervalMs,
  };
}

function withinLimit(
  groups: readonly CountGroup[],
  buckets: number,
  answer: Answer
): { shown: readonly CountGroup[]; answer: Answer } {
  if (groups.length * buckets <= MAX_POINTS) {
    return { shown: groups, answer };
  }
  const loud = groups.filter(({ total }) => total > 0);
  const most = Math.max(1, Math.floor(MAX_POINTS / buckets));
  const shown = [...loud].sort((a, b) => b.total - a.total).slice(0, most);
  const left = groups.length - shown.length;
  const text = `${left} of ${groups.length} series are left out, the quiet ones first. Choose fewer rules, less grouping, or a longer interval.`;
  return { shown, answer: { ...answer, notices: [...answer.notices, { severity: 'warning', text }] } };
}
