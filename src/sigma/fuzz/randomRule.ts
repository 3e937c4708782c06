import type { PlainValue } from '../types';
import { printYaml } from '../print/printYaml';
import type { Random } from './random';
import { FIELDS, TEXTS } from './randomEvent';

const PATTERNS = ['*', '?', 'create*', '*user', '*amazon*', 'C?eate*', '*\\**', 'C:\\\\*', '??', '*a*b*'];
const EXPRESSIONS = ['^create', 'User$', '[0-9]+', '(a|b)+', '(?:iam|sts)\\.', '\\\\', '.', '^$', 's.*s'];
const NETWORKS = ['10.0.0.0/8', '2001:db8::/32', '0.0.0.0/0', '::/0'];
const TEXT_MODIFIERS = [
  'contains',
  'startswith',
  'endswith',
  'cased',
  'contains|cased',
  'startswith|cased',
  'windash|contains',
  'base64offset|contains',
  'base64',
  'neq',
  'contains|neq',
];
const TIME_PARTS = ['minute', 'hour', 'day', 'week', 'month', 'year'];

type Item = readonly [key: string, value: PlainValue];

/** A rule that can be loaded, as a plain value. */
export function randomRule(random: Random, id: number): { readonly [name: string]: PlainValue } {
  const names = ['selection', 'selection_2', 'filter_main', '_hidden'].slice(0, 1 + random.below(4));
  const detections = names.map((name) => [name, randomDetection(random)] as const);
  return {
    title: `Rule ${id}`,
    id: `00000000-0000-4000-8000-${id.toString(16).padStart(12, '0')}`,
    logsource: { product: 'aws', service: 'cloudtrail' },
    detection: {
      ...Object.fromEntries(detections),
      condition: random.chance(0.9)
        ? randomCondition(random, names)
        : random.list(1, 2, () => randomCondition(random, names)),
    },
    level: random.pick(['informational', 'low', 'medium', 'high', 'critical']),
  };
}

/** The text of a rule. */
export function randomRuleText(random: Random, id: number): string {
  return printYaml(randomRule(random, id));
}

/** A condition over the names, all of whose parts exist. */
export function randomCondition(random: Random, names: readonly string[], depth = 3): string {
  const inner = (): string => randomCondition(random, names, depth - 1);
  switch (random.below(depth > 0 ? 7 : 2)) {
    case 0:
      return random.pick(names);
    case 1:
      return random.pick(['1 of them', 'all of them', 'any of them', '1 of sel*', 'all of selection*']);
    case 2:
      return `not ${inner()}`;
    case 3:
      return `(${inner()})`;
    case 4:
      return `${inner()} or ${inner()}`;
    default:
      return `${inner()} and ${inner()}`;
  }
}

function randomDetection(random: Random): PlainValue {
  switch (random.below(6)) {
    case 0:
      return random.list(1, 3, () => randomMap(random));
    case 1:
      return random.list(1, 3, () => random.pick([...TEXTS, ...PATTERNS]));
    default:
      return randomMap(random);
  }
}

function randomMap(random: Random): PlainValue {
  return Object.fromEntries(random.list(1, 3, () => randomItem(random)));
}

function randomItem(random: Random): Item {
  const field = random.pick(FIELDS);
  const text = (): string => random.pick(random.chance(0.7) ? TEXTS : PATTERNS);
  switch (random.below(12)) {
    case 0:
      return [`${field}|exists`, random.chance(0.5)];
    case 1:
      return [field, null];
    case 2:
      return [field, random.pick([5, 10.5, 0, -1, true, false])];
    case 3:
      return [`${field}|re${random.pick(['', '|i', '|m|s', '|startswith', '|endswith'])}`, random.pick(EXPRESSIONS)];
    case 4:
      return [`${field}|cidr`, random.pick(NETWORKS)];
    case 5:
      return [`${field}|${random.pick(['gt', 'gte', 'lt', 'lte'])}`, random.pick([0, 5, 10.5])];
    case 6:
      return [`${field}|fieldref${random.pick(['', '|startswith', '|contains', '|neq'])}`, random.pick(FIELDS)];
    case 7:
      return [`${field}|${random.pick(TIME_PARTS)}${random.pick(['', '|gte'])}`, random.pick([1, 5, 10, 2026])];
    case 8:
      return [`${random.chance(0.2) ? '' : field}|contains|all`, [text(), text()]];
    case 9:
      // The encoding modifiers take plain text.
      return [`${field}|${random.pick(TEXT_MODIFIERS)}`, random.list(1, 3, () => random.pick(['cmd', 'User', '-x a']))];
    default:
      return [field, random.chance(0.5) ? text() : random.list(1, 4, text)];
  }
}
