import { checkRuleSet, type Predicate, type Problem, type RuleSet, type SigmaRule } from '../../sigma';
import { attackTags } from '../attack';
import { eventCoverage, isVisible } from '../coverage/eventCoverage';
import { knownEventNames, knownEventSources, knownFields, sourcesOfEvent } from '../events';
import { occurrencesOf } from '../page/predicateRows';
import { conditionFault, isWrongType, type ConditionFault } from './checkCondition';
import { nearest } from './nearest';

/** Codes of what is checked against knowledge of CloudTrail; docs/rules.md explains each. */
export const CLOUDTRAIL_CODES = [
  'unknown-event-field',
  'unknown-event-source',
  'unknown-event-name',
  'not-visible',
  'never-matches',
  'excludes-everything',
  'wrong-type',
] as const;
type Code = (typeof CLOUDTRAIL_CODES)[number];

/** Members of a record below which any name may stand: they are the operation's own. */
const OPEN_MEMBERS = new Set([
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'serviceEventDetails',
  'insightDetails',
  'edgeDeviceDetails',
  'eventContext',
]);
const FAULTS: Readonly<Record<ConditionFault, string>> = {
  'never-matches':
    'No event can satisfy the condition: what it asks of event source and name excludes itself. Correct the values, or join them in a list.',
  'excludes-everything': 'The condition excludes all that it asks for, so the rule never fires. Narrow the filter.',
};
const MEMBERS = new Set(knownFields.map((field) => firstOf(field)));

/**
 * What is likely not meant in good rules: all that the language's own checks find, ATT&CK's names included, and what
 * CloudTrail does not have. Warnings and hints only, beside the set's own problems.
 */
export function checkRules(ruleSet: RuleSet): Problem[] {
  return [
    ...checkRuleSet(ruleSet, { attack: attackTags() }),
    ...ruleSet.rules.filter(namesCloudTrail).flatMap(checkAgainstCloudTrail),
  ];
}

/** Only rules that say so: of one that leaves its log source open it is not known what fields it means. */
function namesCloudTrail({ logsource: { product, service } }: SigmaRule): boolean {
  return product?.toLowerCase() === 'aws' && service?.toLowerCase() === 'cloudtrail';
}

function checkAgainstCloudTrail(rule: SigmaRule): Problem[] {
  const problems = new Map<string, Problem>();
  const coverage = eventCoverage(rule);
  const sources = coverage.map(({ eventSource }) => eventSource).filter((source) => source !== '*');
  for (const { predicate } of occurrencesOf(rule.expression)) {
    const problem =
      checkField(rule, predicate) ??
      checkType(rule, predicate) ??
      checkEventSource(rule, predicate) ??
      checkEventName(rule, predicate, sources);
    if (problem) {
      problems.set(problem.message, problem);
    }
  }
  const fault = conditionFault(rule, coverage);
  if (fault) {
    problems.set(fault, problemOf(rule, undefined, 'warning', fault, FAULTS[fault]));
  }
  if (coverage.length > 0 && !isVisible(rule, coverage)) {
    const message =
      'LookupEvents never returns the data events that this rule is about. Run it over a trail or over files.';
    problems.set(message, problemOf(rule, undefined, 'info', 'not-visible', message));
  }
  return [...problems.values()];
}

function checkField(rule: SigmaRule, predicate: Predicate): Problem | undefined {
  const { field } = predicate;
  if (field === undefined || isKnownField(field)) {
    return undefined;
  }
  const first = firstOf(field);
  const better = MEMBERS.has(first)
    ? nearest(field, knownFields)
    : field.includes('.')
      ? replaceFirst(field, nearest(first, MEMBERS))
      : nearest(first, MEMBERS);
  const advice = better ? `Did you mean ${better}?` : 'See the CloudTrail user guide, "record contents".';
  const message = `CloudTrail records have no field ${field.slice(0, 80)}; names of fields mind upper and lower case. ${advice}`;
  return problemOf(rule, predicate, 'warning', 'unknown-event-field', message);
}

function checkType(rule: SigmaRule, predicate: Predicate): Problem | undefined {
  const message = `${predicate.field ?? ''} is true or false in CloudTrail’s records: nothing else is ever equal. Write true or false.`;
  return isWrongType(predicate) ? problemOf(rule, predicate, 'warning', 'wrong-type', message) : undefined;
}

function isKnownField(field: string): boolean {
  const first = firstOf(field);
  return (
    OPEN_MEMBERS.has(first) ||
    knownFields.some((known) => known === field || known.startsWith(`${field}.`) || field.startsWith(`${known}.`))
  );
}

function checkEventSource(rule: SigmaRule, predicate: Predicate): Problem | undefined {
  const value = equals(predicate, 'eventSource');
  if (value === undefined || knownEventNames(value).length > 0) {
    return undefined;
  }
  const better = nearest(value, knownEventSources());
  return better
    ? problemOf(
        rule,
        predicate,
        'warning',
        'unknown-event-source',
        `No service is known by the event source ${value}. Did you mean ${better}?`
      )
    : problemOf(
        rule,
        predicate,
        'info',
        'unknown-event-source',
        `No service is known by the event source ${value.slice(0, 80)}. Compare it with a record of the service.`
      );
}

function checkEventName(rule: SigmaRule, predicate: Predicate, sources: readonly string[]): Problem | undefined {
  const value = equals(predicate, 'eventName');
  const names = value === undefined || sources.length === 0 ? [] : sources.flatMap(knownEventNames);
  if (value === undefined || names.length === 0 || names.some((name) => name.toLowerCase() === value.toLowerCase())) {
    return undefined;
  }
  // The larger service is the likelier one.
  const elsewhere = [...sourcesOfEvent(value)].sort((a, b) => knownEventNames(b).length - knownEventNames(a).length);
  const better = elsewhere.length > 0 ? undefined : nearest(value, names);
  const services = [...new Set(sources)].slice(0, 3).join(', ');
  if (elsewhere.length > 0) {
    return problemOf(
      rule,
      predicate,
      'warning',
      'unknown-event-name',
      `${services} has no event ${value}; ${elsewhere.slice(0, 3).join(' or ')} has. Correct the event source.`
    );
  }
  return better
    ? problemOf(
        rule,
        predicate,
        'warning',
        'unknown-event-name',
        `${services} has no event ${value.slice(0, 80)}. Did you mean ${better}?`
      )
    : problemOf(
        rule,
        predicate,
        'info',
        'unknown-event-name',
        `${services} is not known to have an event ${value.slice(0, 80)}. Compare it with a record of the service.`
      );
}

function equals(predicate: Predicate, field: string): string | undefined {
  return predicate.field === field && predicate.kind === 'eq' && typeof predicate.value === 'string'
    ? predicate.value
    : undefined;
}

function problemOf(
  rule: SigmaRule,
  predicate: Predicate | undefined,
  severity: Problem['severity'],
  code: Code,
  message: string
): Problem {
  const { line, column, endLine, endColumn } = predicate?.location ?? rule.location;
  return {
    severity,
    code,
    message,
    line,
    column,
    endLine,
    endColumn,
    file: rule.source.file,
    rule: rule.id ?? rule.title,
  };
}

function firstOf(field: string): string {
  return field.split('.', 1)[0] ?? field;
}

function replaceFirst(field: string, first: string | undefined): string | undefined {
  return first === undefined ? undefined : `${first}${field.slice(field.indexOf('.'))}`;
}
