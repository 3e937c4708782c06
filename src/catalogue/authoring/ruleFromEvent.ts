import { printYaml } from '../../sigma';
import { ruleValues, sigmaValuesOf, type RuleValue } from './sigmaValues';

/** What the author decides of a rule that is made from an event. */
export interface RuleChoices {
  /** A new UUID. */
  readonly id: string;
  /** The day of writing, `2026-01-31`. */
  readonly date: string;
  /** Paths of further fields that must be as in the event; those without a value that a rule can name are left out. */
  readonly fields?: readonly string[];
}

const MOST_TITLE = 100;

/**
 * A Sigma rule that matches the event: its event source and name, and the chosen fields as they are in it. Level and status are
 * to be decided by whoever knows what the event means. Undefined where the event has nothing that a rule could ask for.
 */
export function ruleFromEvent(record: unknown, { id, date, fields = [] }: RuleChoices): string | undefined {
  const asked = [...new Set(['eventSource', 'eventName', ...fields])].flatMap((path) => {
    const values = ruleValues(record, path);
    return values ? [[path, sigmaValuesOf(values)] as const] : [];
  });
  if (asked.length === 0) {
    return undefined;
  }
  const further = asked.map(([path]) => path).filter((path) => path !== 'eventSource' && path !== 'eventName');
  const name = nameOf(record);
  return printYaml({
    title: name.slice(0, MOST_TITLE),
    id,
    status: 'experimental',
    description: descriptionOf(name, further),
    date,
    logsource: { product: 'aws', service: 'cloudtrail' },
    detection: {
      selection: Object.fromEntries<RuleValue | RuleValue[]>(asked),
      condition: 'selection',
    },
    level: 'medium',
  });
}

function nameOf(record: unknown): string {
  const [source] = ruleValues(record, 'eventSource') ?? [];
  const [name = 'Event'] = ruleValues(record, 'eventName') ?? [];
  const [service] = String(source ?? '').split('.');
  return service === '' ? String(name) : `${String(name)} in ${service}`;
}

function descriptionOf(name: string, further: readonly string[]): string {
  const as = further.length === 0 ? '' : ` with ${further.join(', ')} as in the event that it was made from`;
  return `Detects ${name.slice(0, MOST_TITLE)}${as}. Say here what it means when this happens.`;
}
