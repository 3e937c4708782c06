import { ALERT_FORMATS, parseDuration, PER, type AlertFormat, type AlertOptions } from '../../catalogue/alerting';
import { LEVELS, type Level } from '../../contract/levels';
import { parseOptions, UsageError, type Options } from '../args/parseOptions';

export const USAGE = `usage: sigtrail export --rules PATH… --datasource-uid UID [--format yaml|json|hcl] [--folder F]
       [--per rule|level] [--group NAME] [--group-by FIELDS] [--min-level LEVEL] [--interval 5m] [--settle-minutes 15]
       [--for 0s] [--keep-firing-for 0s] [--severity LEVEL=LABEL…] [--grafana-url URL] [--org-id N] [--pipeline FILE] [--json]
`;

export interface ExportOptions {
  readonly rulePaths: readonly string[];
  readonly pipelines: readonly string[];
  readonly format: AlertFormat;
  readonly minLevel?: Level;
  readonly alert: AlertOptions;
}

const VALUES = [
  'datasource-uid',
  'format',
  'folder',
  'per',
  'group',
  'group-by',
  'min-level',
  'interval',
  'settle-minutes',
  'for',
  'keep-firing-for',
  'grafana-url',
  'org-id',
  'pipeline',
];

/** @throws UsageError */
export function exportOptions(args: readonly string[]): ExportOptions {
  const options = parseOptions(args, { flags: ['json'], values: VALUES, lists: ['rules', 'severity'] });
  const rulePaths = options.values.get('rules') ?? [];
  const datasourceUid = last(options, 'datasource-uid');
  if (options.positionals.length > 0) {
    throw new UsageError(`"${options.positionals[0] ?? ''}" has no place here.`);
  }
  if (rulePaths.length === 0 || datasourceUid === undefined) {
    throw new UsageError(`${rulePaths.length === 0 ? '--rules' : '--datasource-uid'} is needed.`);
  }
  const format = oneOf(options, 'format', ALERT_FORMATS);
  if (options.flags.has('json') && format !== undefined && format !== 'json') {
    throw new UsageError(`--json is --format json, not ${format}.`);
  }
  const groupBy = last(options, 'group-by');
  const minLevel = oneOf(options, 'min-level', LEVELS);
  return {
    rulePaths,
    pipelines: options.values.get('pipeline') ?? [],
    format: options.flags.has('json') ? 'json' : (format ?? 'yaml'),
    ...(minLevel === undefined ? {} : { minLevel }),
    alert: {
      datasourceUid,
      per: oneOf(options, 'per', PER),
      folder: last(options, 'folder'),
      group: last(options, 'group'),
      orgId: number(options, 'org-id'),
      intervalSeconds: duration(options, 'interval'),
      settleMinutes: number(options, 'settle-minutes'),
      forSeconds: duration(options, 'for'),
      keepFiringSeconds: duration(options, 'keep-firing-for'),
      groupBy: groupBy
        ?.split(',')
        .map((field) => field.trim())
        .filter(Boolean),
      severityLabels: severityLabels(options.values.get('severity') ?? []),
      grafanaUrl: url(options),
    },
  };
}

function last({ values }: Options, name: string): string | undefined {
  return values.get(name)?.at(-1);
}

function oneOf<T extends string>(options: Options, name: string, choices: readonly T[]): T | undefined {
  const text = last(options, name);
  const choice = choices.find((each) => each === text);
  if (text !== undefined && choice === undefined) {
    throw new UsageError(`--${name} is one of ${choices.join(', ')}, not "${text}".`);
  }
  return choice;
}

function number(options: Options, name: string): number | undefined {
  const text = last(options, name);
  if (text !== undefined && !/^\d{1,9}$/.test(text)) {
    throw new UsageError(`--${name} is a whole number, not "${text}".`);
  }
  return text === undefined ? undefined : Number(text);
}

function duration(options: Options, name: string): number | undefined {
  const text = last(options, name);
  const seconds = text === undefined ? undefined : parseDuration(text);
  if (text !== undefined && seconds === undefined) {
    throw new UsageError(`--${name} is a duration such as 90s, 5m or 1h30m, not "${text}".`);
  }
  return seconds;
}

function url(options: Options): string | undefined {
  const text = last(options, 'grafana-url');
  if (text !== undefined && !(/^https?:\/\//i.test(text) && URL.canParse(text))) {
    throw new UsageError(`--grafana-url is a URL such as https://grafana.example.com, not "${text}".`);
  }
  return text;
}

function severityLabels(pairs: readonly string[]): Partial<Record<Level, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, level, label] = /^([^=]+)=(.+)$/s.exec(pair) ?? [];
      if (!LEVELS.some((each) => each === level)) {
        throw new UsageError(`--severity takes LEVEL=LABEL with a level of ${LEVELS.join(', ')}, not "${pair}".`);
      }
      return [level, label];
    })
  );
}
