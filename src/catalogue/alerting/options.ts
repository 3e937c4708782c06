import { LEVELS, type Level } from '../../contract/levels';
import type { RuleSelection } from '../../contract/query';

export const PER = ['rule', 'level'] as const;
/** One alert rule for each Sigma rule, or one for each level that raises an instance for each Sigma rule. */
export type Per = (typeof PER)[number];

export interface AlertOptions {
  /** The data source that is asked. */
  readonly datasourceUid: string;
  /** Default `rule`. */
  readonly per?: Per;
  readonly folder?: string;
  /** What the names of rule groups begin with; a second export to the same folder needs another. Default `sigma`. */
  readonly group?: string;
  readonly orgId?: number;
  /** How often rules are evaluated: a multiple of 10. Default 300. */
  readonly intervalSeconds?: number;
  /** How late events may arrive; the window is longer by that. Default 15. */
  readonly settleMinutes?: number;
  /** Default 0: a detection has happened, there is nothing to wait for. */
  readonly forSeconds?: number;
  /** How much longer than its window an instance fires. Default 0. */
  readonly keepFiringSeconds?: number;
  /** Event fields whose values become labels. Default account and region. */
  readonly groupBy?: readonly string[];
  /** The site's `severity` label of each level; default the level itself. */
  readonly severityLabels?: Partial<Readonly<Record<Level, string>>>;
  /** Grafana's URL, for the link to the rule page. Without it Grafana fills its own in when it evaluates. */
  readonly grafanaUrl?: string;
  /**
   * With `per: level`: what chose the rules. The alert rules then ask for what the selection chooses at each evaluation,
   * rules that come later too. Without it they ask for the given rules by id.
   */
  readonly selection?: RuleSelection;
}

/** Options with defaults filled in. */
export type FullOptions = Required<Omit<AlertOptions, 'grafanaUrl' | 'selection' | 'severityLabels'>> &
  Pick<AlertOptions, 'grafanaUrl' | 'selection'> & { readonly severityLabels: Readonly<Record<Level, string>> };

/** An option that Grafana would refuse; the message says what to give. */
export class AlertOptionError extends Error {
  override readonly name = 'AlertOptionError';
}

/** Grafana's scheduler looks at rules this often. */
const BASE_INTERVAL_SECONDS = 10;
const DAY_SECONDS = 86_400;
const MAX_DAYS = 90;
/** Room for the level at the end of a group's name, which has at most 190 bytes. */
const MAX_NAME = 150;

/** Fills in defaults. @throws AlertOptionError */
export function fullOptions(options: AlertOptions): FullOptions {
  const full = {
    ...options,
    per: options.per ?? 'rule',
    folder: (options.folder ?? 'Sigma for CloudTrail').trim(),
    group: (options.group ?? 'sigma').trim(),
    orgId: options.orgId ?? 1,
    intervalSeconds: options.intervalSeconds ?? 300,
    settleMinutes: options.settleMinutes ?? 15,
    forSeconds: options.forSeconds ?? 0,
    keepFiringSeconds: options.keepFiringSeconds ?? 0,
    groupBy: options.groupBy ?? ['account', 'region'],
    severityLabels: Object.fromEntries(
      LEVELS.map((level) => [level, options.severityLabels?.[level] ?? level])
    ) as Record<Level, string>,
  };
  mustBeText(full.datasourceUid, 'the data source’s uid', 40);
  mustBeText(full.folder, 'the folder', MAX_NAME);
  mustBeText(full.group, 'the group', MAX_NAME);
  // Grafana takes a slash as a step into a folder, and refuses it in a group's name.
  must(!full.group.includes('/'), 'The group must not hold a slash.');
  must(Number.isInteger(full.orgId) && full.orgId > 0, 'The organisation is a number from 1.');
  must(
    Number.isInteger(full.intervalSeconds / BASE_INTERVAL_SECONDS) &&
      full.intervalSeconds > 0 &&
      full.intervalSeconds <= DAY_SECONDS,
    `The interval is a multiple of ${BASE_INTERVAL_SECONDS} seconds, at most a day.`
  );
  for (const [name, seconds] of [
    ['`for`', full.forSeconds],
    ['The time to keep firing', full.keepFiringSeconds],
    ['The time that events may be late', full.settleMinutes * 60],
  ] as const) {
    must(
      Number.isInteger(seconds) && seconds >= 0 && seconds <= MAX_DAYS * DAY_SECONDS,
      `${name} is whole seconds, 0 to ${MAX_DAYS} days.`
    );
  }
  return full;
}

function mustBeText(text: string, what: string, most: number): void {
  must(text.trim() !== '' && new TextEncoder().encode(text).length <= most, `Give ${what}, 1 to ${most} bytes.`);
}

function must(good: boolean, message: string): void {
  if (!good) {
    throw new AlertOptionError(message);
  }
}
