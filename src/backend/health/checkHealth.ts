import { AwsError, toAwsError, type ResolvedAccount } from '../../cloudtrail';
import type { Instance } from '../instance/instance';
import type { HealthResult } from '../protocol/handlers';
import { ageText } from './ageText';
import { checkTrail } from './checkTrail';

/** Grafana's proxy gives a health call 30 s; every place is asked at once. */
const HEALTH_TIMEOUT_MS = 20_000;
const SHOWN_RULE_PROBLEMS = 20;
const SHOWN_OVERRIDE_PROBLEMS = 3;

interface PlaceCheck {
  readonly account: string;
  readonly region: string;
  readonly newestMs?: number;
  readonly error?: AwsError;
}

/**
 * "Save & test": one small LookupEvents request for each account and region, and a look at the rules. The message names
 * the accounts, the regions, the age of the newest event, and for what is wrong the next step.
 */
export async function checkHealth(instance: Instance, signal: AbortSignal): Promise<HealthResult> {
  const settingErrors = instance.problems.filter(({ severity }) => severity === 'error');
  if (settingErrors.length > 0) {
    return {
      status: 'error',
      message: settingErrors.map(({ message }) => message).join(' '),
      details: { verboseMessage: list(instance.problems.map(({ message }) => message)), settings: instance.problems },
    };
  }
  const timed = AbortSignal.any([signal, AbortSignal.timeout(HEALTH_TIMEOUT_MS)]);
  const [places, rules, trail] = await Promise.all([
    checkPlaces(instance, timed),
    ruleLines(instance),
    checkTrail(instance, timed),
  ]);
  const warnings = [
    ...instance.problems.map(({ message }) => message),
    ...instance.store.notes(),
    ...shortened(rules.overrideProblems),
  ];
  const failed = places.filter(({ error }) => error && error.fault !== 'throttled');
  const answered = places.filter(({ error }) => !error || error.fault === 'throttled');
  const verbose = list([
    ...places.map((place) => placeLine(place, instance.now())),
    ...(trail ? [trail.text] : []),
    ...rules.lines,
    ...warnings,
  ]);
  const details = {
    verboseMessage: instance.redact(verbose),
    places: places.map(({ account, region, newestMs, error }) => ({
      account,
      region,
      ...(newestMs === undefined ? {} : { newestEvent: new Date(newestMs).toISOString() }),
      ...(error ? { error: error.code, message: instance.redact(error.message) } : {}),
    })),
    ...(trail ? { trail: { ...trail, text: instance.redact(trail.text) } } : {}),
    rules: rules.loaded,
    ruleProblems: rules.problems,
  };
  if (answered.length === 0 && !trail?.ok) {
    const messages = [...new Set([...failed.map(({ error }) => error?.message ?? ''), ...(trail ? [trail.text] : [])])];
    return { status: 'error', message: instance.redact(messages.slice(0, 3).join(' ')), details };
  }
  const parts = [
    ...(answered.length > 0 ? [summary(answered, instance.now())] : []),
    ...(trail ? [trail.text] : []),
    ...failed.map(({ error }) => error?.message ?? ''),
  ];
  if (answered.some(({ error }) => error)) {
    parts.push(
      'CloudTrail throttles at the moment: other tools use the same 2 requests a second. Queries take longer.'
    );
  }
  parts.push(rules.summary, ...warnings);
  return {
    status: failed.length > 0 || trail?.ok === false ? 'error' : 'ok',
    message: instance.redact(parts.join(' ')),
    details,
  };
}

async function checkPlaces(instance: Instance, signal: AbortSignal): Promise<PlaceCheck[]> {
  const { accounts, failures } = await instance.source.resolveAccounts(signal);
  const unresolved = failures.map(({ account, error }) => ({ account: account ?? 'unknown', region: '*', error }));
  const checked = await Promise.all(
    accounts.flatMap((account) =>
      instance.source.regions.map((region) => checkPlace(instance, account, region, signal))
    )
  );
  return [...unresolved, ...checked];
}

async function checkPlace(
  instance: Instance,
  account: ResolvedAccount,
  region: string,
  signal: AbortSignal
): Promise<PlaceCheck> {
  const place = { account: account.id, region };
  try {
    const newestMs = await instance.source.newestEvent(account, region, signal);
    return { ...place, ...(newestMs === undefined ? {} : { newestMs }) };
  } catch (error) {
    if (signal.aborted) {
      const message = `CloudTrail did not answer within ${HEALTH_TIMEOUT_MS / 1000} seconds (account ${account.id}, region ${region}). Check the network and the endpoint.`;
      return { ...place, error: new AwsError('timeout', 'Timeout', message) };
    }
    return { ...place, error: toAwsError(error, { action: 'cloudtrail:LookupEvents', ...place }) };
  }
}

function summary(places: readonly PlaceCheck[], nowMs: number): string {
  const accounts = [...new Set(places.map(({ account }) => account))];
  const regions = [...new Set(places.map(({ region }) => region))];
  const times = places.flatMap(({ newestMs }) => (newestMs === undefined ? [] : [newestMs]));
  const newest =
    times.length > 0
      ? `The newest event is ${ageText(nowMs - Math.max(...times))} old.`
      : 'No event was found in the last 90 days.';
  return `CloudTrail answers for account ${accounts.join(', ')} in ${regions.join(', ')}. ${newest}`;
}

function placeLine({ account, region, newestMs, error }: PlaceCheck, nowMs: number): string {
  if (error) {
    return error.message;
  }
  const found = newestMs === undefined ? 'no event in 90 days' : `newest event ${ageText(nowMs - newestMs)} old`;
  return `Account ${account}, region ${region}: ${found}.`;
}

async function ruleLines(instance: Instance) {
  const book = await instance.rules();
  const errors = book.ruleSet.problems.filter(({ severity }) => severity === 'error');
  const problems = [
    ...book.fileProblems.map(({ file, message }) => `${file}: ${message}`),
    ...errors.map(({ file, line, column, message }) => `${file ?? 'rule'}:${line}:${column}: ${message}`),
  ];
  const loaded = book.byKey.size;
  const refused =
    problems.length === 0
      ? ''
      : ` ${problems.length} problem${problems.length === 1 ? '' : 's'} with rules: ${problems[0]}`;
  return {
    loaded,
    problems,
    overrideProblems: book.overrideProblems.map(({ message }) => message),
    summary:
      loaded === 0
        ? `No rule is loaded: turn on bundledRules or set rulePaths.${refused}`
        : `${loaded} rules are loaded${foreignPart(book.foreign.size)}.${refused}`,
    lines: [`${loaded} rules are loaded.`, ...problems.slice(0, SHOWN_RULE_PROBLEMS)],
  };
}

function foreignPart(foreign: number): string {
  return foreign === 0 ? '' : `, ${foreign} of them not for CloudTrail: those run only where a query names them`;
}

/** A rule folder that is missing makes every override of its rules unknown. */
function shortened(messages: readonly string[]): string[] {
  const more = messages.length - SHOWN_OVERRIDE_PROBLEMS;
  const rest = more > 0 ? [`${more} more overrides name rules that are not loaded.`] : [];
  return [...messages.slice(0, SHOWN_OVERRIDE_PROBLEMS), ...rest];
}

function list(lines: readonly string[]): string {
  return lines.join('\n');
}
