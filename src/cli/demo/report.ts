import type { Frame } from '../../backend/frames/frame';
import { table } from './table';
import type { Planted } from './scenario';

/** A frame's columns by name, as text. */
export function rowsOf(frame: Frame, names: readonly string[]): string[][] {
  const columns = names.map((name) => frame.fields.find((field) => field.name === name)?.values ?? []);
  return Array.from({ length: frame.fields[0]?.values.length ?? 0 }, (_, row) =>
    columns.map((values) => String(values[row] ?? ''))
  );
}

/** `detections` as a table, newest first. */
export function detectionsText(frame: Frame): string {
  const rows = rowsOf(frame, ['time', 'severity', 'rule', 'eventName', 'principal', 'sourceIPAddress', 'region']);
  const shown = rows.map(([time, severity, rule, event, principal, ...rest]) => [
    new Date(Number(time)).toISOString().slice(11, 19),
    severity,
    rule,
    event,
    principal.split(':').slice(5).join(':') || principal,
    ...rest,
  ]);
  return table(
    ['time', 'severity', 'rule', 'event', 'principal', 'source IP', 'region'],
    shown,
    [0, 0, 46, 28, 34, 22, 0]
  );
}

/** The frame that an alert rule reads: each row is an alert instance with these labels. */
export function alertFrameText(frame: Frame): string {
  const rows = rowsOf(frame, ['severity', 'rule', 'rule_id', 'count']);
  const firing = rows.filter(([, , , count]) => Number(count) > 0);
  const lines = firing.map(
    ([severity, rule, id, count]) => `  {rule="${rule}", rule_id="${id}", severity=${severity}} = ${count}`
  );
  const quiet = rows.length - firing.length;
  return [...lines, ...(quiet > 0 ? [`  and ${quiet} quiet rules at 0`] : []), ''].join('\n');
}

const DETECTION_FIELDS = ['time', 'severity', 'rule', 'rule_id', 'eventName', 'principal', 'sourceIPAddress', 'region'];
const ALERT_FIELDS = ['severity', 'rule', 'rule_id', 'count'];

/** What a run of the demo found, for `--json`: detections newest first, attacks, and alert instances that fire. */
export function foundJson(detections: Frame, verdicts: readonly Verdict[], counts: Frame): object {
  return {
    detections: rowsOf(detections, DETECTION_FIELDS).map((row) => ({
      ...named(DETECTION_FIELDS, row),
      time: new Date(Number(row[0])).toISOString(),
    })),
    attacks: verdicts.map(({ attack, events, missed, nearMisses, falselyReported }) => ({
      attack,
      events,
      missed: missed.length,
      nearMisses: nearMisses.length,
      falselyReported: falselyReported.length,
    })),
    alerts: rowsOf(counts, ALERT_FIELDS)
      .map((row) => ({ ...named(ALERT_FIELDS, row), count: Number(row[3]) }))
      .filter(({ count }) => count > 0),
  };
}

function named(names: readonly string[], row: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, index) => [name, row[index]]));
}

/** What became of one kind of attack. */
export interface Verdict {
  readonly attack: string;
  readonly events: number;
  readonly missed: readonly Planted[];
  readonly nearMisses: readonly Planted[];
  readonly falselyReported: readonly Planted[];
}

/** Compares a table of detections with what was planted for rules. */
export function judge(frame: Frame, planted: readonly Planted[]): Verdict[] {
  const detected = new Set(rowsOf(frame, ['rule_id', 'eventID']).map(([rule, event]) => `${rule} ${event}`));
  const found = ({ ruleId, eventId }: Planted) => detected.has(`${ruleId ?? ''} ${eventId}`);
  const withRule = planted.filter(({ ruleId }) => ruleId !== undefined);
  return [...new Set(withRule.map(({ attack }) => attack))].map((attack) => {
    const own = withRule.filter((plant) => plant.attack === attack);
    const events = own.filter(({ nearMiss }) => nearMiss === undefined);
    const nearMisses = own.filter(({ nearMiss }) => nearMiss !== undefined);
    return {
      attack,
      events: events.length,
      missed: events.filter((plant) => !found(plant)),
      nearMisses,
      falselyReported: nearMisses.filter(found),
    };
  });
}

/** True when every planted event was detected and no near miss was reported. */
export function isGood(verdicts: readonly Verdict[]): boolean {
  return verdicts.every(({ missed, falselyReported }) => missed.length === 0 && falselyReported.length === 0);
}

/** The verdicts as a table, one attack a row. */
export function verdictsText(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ attack, events, missed, nearMisses, falselyReported }) => [
    attack,
    `${events - missed.length} of ${events}`,
    `${nearMisses.length - falselyReported.length} of ${nearMisses.length}`,
    [...new Set(nearMisses.map(({ nearMiss }) => (nearMiss ?? '').replace(/\.$/, '')))].join('; '),
  ]);
  return table(['planted', 'detected', 'near misses left alone', 'what the near misses are'], rows, [0, 0, 0, 0]);
}
