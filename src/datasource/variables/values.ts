import type { MetricFindValue } from '@grafana/data';
import { LEVELS, STATUSES } from '../../contract/levels';
import type { RuleSummary } from '../../contract/resources';
import { thatRun, type Client, type RangeMs } from '../client';
import type { SigtrailVariableQuery } from '../types';

/** The values that a dashboard variable lists; the query's own variables are replaced already. */
export async function variableValues(
  client: Client,
  query: SigtrailVariableQuery,
  range?: RangeMs
): Promise<MetricFindValue[]> {
  switch (query.queryType) {
    case 'levels':
      return LEVELS.map(plain);
    case 'statuses':
      return STATUSES.map(plain);
    case 'rules': {
      const rules = await rulesOf(client, query);
      return rules.map(({ id, title }) => ({ text: title, value: id })).sort(byText);
    }
    case 'tactics':
      return attackTags(await rulesOf(client, query), (name) => !isTechnique(name), tacticText);
    case 'techniques':
      return attackTags(await rulesOf(client, query), isTechnique, (name) => name.toUpperCase());
    case 'services': {
      const services = (await rulesOf(client, query)).flatMap((rule) => rule.services);
      return distinct(services.filter((service) => service !== '*')).map(plain);
    }
    case 'regions':
      return (await client.regions()).regions.map(plain);
    case 'accounts': {
      const { accounts } = await client.status();
      return accounts.map(({ id, name }) => ({ text: name ? `${name} (${id})` : id, value: id })).sort(byText);
    }
    case 'eventNames':
      return seenValues(client, 'eventName', range);
    case 'principals':
      return seenValues(client, 'principal', range);
    case 'fieldValues':
      return query.field?.trim() ? seenValues(client, query.field.trim(), range) : [];
    default:
      return [];
  }
}

async function rulesOf(client: Client, { rules }: SigtrailVariableQuery): Promise<RuleSummary[]> {
  return thatRun((await client.rules(rules)).rules, rules);
}

async function seenValues(client: Client, path: string, range?: RangeMs): Promise<MetricFindValue[]> {
  const { values } = await client.fieldValues(path, range);
  return values
    .map(({ value }) => value)
    .filter((value) => value !== '')
    .map(plain);
}

/** Values are tags as `rules.tags` takes them, e.g. `attack.t1078`; the text is what people call it. */
function attackTags(
  rules: readonly RuleSummary[],
  fits: (name: string) => boolean,
  text: (name: string) => string
): MetricFindValue[] {
  const names = rules
    .flatMap(({ tags }) => tags)
    .flatMap((tag) => /^attack\.(.+)$/i.exec(tag)?.[1].toLowerCase() ?? [])
    .filter((name) => !isOtherObject(name) && fits(name));
  return distinct(names).map((name) => ({ text: text(name), value: `attack.${name}` }));
}

function isTechnique(name: string): boolean {
  return /^t\d{4}(\.\d{3})?$/.test(name);
}

/** Groups, software, mitigations, campaigns, data sources: neither tactic nor technique. */
function isOtherObject(name: string): boolean {
  return /^(?:g|s|m|c|ds)\d{4}$/.test(name);
}

/** `privilege-escalation` as `Privilege Escalation`; ATT&CK writes the small word in `Command and Control` small. */
function tacticText(name: string): string {
  return name
    .split(/[-_]/)
    .map((word) => (word === 'and' ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ');
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

function plain(value: string): MetricFindValue {
  return { text: value, value };
}

function byText(a: MetricFindValue, b: MetricFindValue): number {
  return a.text < b.text ? -1 : a.text > b.text ? 1 : 0;
}
