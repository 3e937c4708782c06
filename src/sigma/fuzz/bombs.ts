import { loadRuleSet } from '../collection/loadRuleSet';
import { compileEngine } from '../compile/engine';
import { explainRule } from '../explain/explainRule';
import type { RuleSet } from '../types';

/** An input made to take long or to grow. */
export interface Bomb {
  readonly name: string;
  /** Whether it must be refused, with a problem that says so; otherwise it must be run. */
  readonly refused: boolean;
  run(): RuleSet;
}

const HEAD = 'title: T\nlogsource: {product: aws}\ndetection:\n';
const load = (text: string): RuleSet => loadRuleSet([{ file: 'bomb.yml', text }]);
const rule = (detection: string): RuleSet => load(HEAD + detection);

/** Loads a rule and gives it events, by the engine and the explanation. */
function matched(detection: string, event: object): RuleSet {
  const set = rule(detection);
  const engine = compileEngine(set.rules);
  engine.matchText(JSON.stringify(event));
  set.rules.forEach((loaded) => explainRule(loaded, event));
  return set;
}

const LONG = 'a'.repeat(100_000);
const aliases = (name: (level: number) => string): string =>
  Array.from(
    { length: 12 },
    (_, level) =>
      `${name(level)}: &l${level} [${Array.from({ length: 10 }, () => (level === 0 ? 'x' : `*l${level - 1}`)).join()}]\n`
  ).join('');
const nested = (open: string, inner: string, close: string): string =>
  open.repeat(10_000) + inner + close.repeat(10_000);
const terms = (count: number, operator: string): string =>
  Array.from({ length: count }, (_, index) => (index % 3 === 0 ? 'not s' : 's')).join(` ${operator} `);

export const BOMBS: readonly Bomb[] = [
  { name: 'aliases of aliases', refused: true, run: () => load(aliases((level) => `a${level}`) + HEAD) },
  {
    name: 'merge keys of merge keys',
    refused: true,
    run: () =>
      load(
        Array.from(
          { length: 30 },
          (_, at) => `m${at}: &m${at} {k${at}: 1${at > 0 ? `, <<: [*m${at - 1}, *m${at - 1}]` : ''}}\n`
        ).join('') + 'title: T\n'
      ),
  },
  { name: 'an alias of itself', refused: true, run: () => load('a: &a [*a]\n') },
  {
    name: 'a rule of 10 MB',
    refused: true,
    run: () => rule(`    s: {a: '${'x'.repeat(10_000_000)}'}\n    condition: s\n`),
  },
  {
    name: 'a rule of 10 MB in a million lines',
    refused: true,
    run: () => rule(`    s:\n        a:\n${'            - x\n'.repeat(700_000)}    condition: s\n`),
  },
  {
    name: 'a condition of 10,000 terms',
    refused: false,
    run: () => matched(`    s: {a: 1}\n    condition: ${terms(10_000, 'and')}\n`, { a: 1 }),
  },
  {
    name: 'a condition of 10,000 terms, ANDs and ORs in turn',
    refused: false,
    run: () => matched(`    s: {a: 1}\n    condition: ${terms(5_000, 'and s or')}\n`, { a: 1 }),
  },
  {
    name: 'a condition of a million terms',
    refused: true,
    run: () => rule(`    s: {a: 1}\n    condition: ${'s or '.repeat(200_000)}s\n`),
  },
  {
    name: '10,000 parentheses',
    refused: true,
    run: () => rule(`    s: {a: 1}\n    condition: ${nested('(', 's', ')')}\n`),
  },
  { name: '10,000 nots', refused: true, run: () => rule(`    s: {a: 1}\n    condition: ${nested('not ', 's', '')}\n`) },
  {
    name: '10,000 nested lists',
    refused: true,
    run: () => rule(`    s: ${nested('[', 'a', ']')}\n    condition: s\n`),
  },
  {
    name: '10,000 nested maps',
    refused: true,
    run: () => rule(`    s: ${nested('{a: ', 'a', '}')}\n    condition: s\n`),
  },
  { name: '10,000 open brackets', refused: true, run: () => load('['.repeat(10_000)) },
  {
    name: '10,000 open groups',
    refused: true,
    run: () => rule(`    s: {a|re: '${nested('(', 'a', ')')}'}\n    condition: s\n`),
  },
  {
    name: 'repeated repetitions',
    refused: true,
    run: () => rule(`    s: {a|re: '((a{1,100}){1,100}){1,100}'}\n    condition: s\n`),
  },
  ...['(a+)+$', '(a|aa)+$', '(a*)*b', '.*.*.*.*=.*', '(.+)+x', '([a-z]+)*[0-9]'].map((pattern): Bomb => ({
    name: `${pattern} on 100 KB`,
    refused: false,
    run: () => matched(`    s: {a|re: '${pattern}'}\n    condition: s\n`, { a: `${LONG}!` }),
  })),
  {
    name: 'a pattern of many wildcards on 100 KB',
    refused: false,
    run: () =>
      matched(`    s: {a: '${'*a'.repeat(50)}*b'}\n    t: {a: '${'*?a'.repeat(50)}b'}\n    condition: 1 of them\n`, {
        a: LONG,
      }),
  },
  {
    name: 'keywords over an event nested 10,000 deep',
    refused: false,
    run: () => {
      const set = rule("    s: ['b*c', x]\n    t: {a.a.a.a: 1}\n    condition: 1 of them\n");
      const text = nested('{"a":', '1', '}');
      compileEngine(set.rules).matchText(text);
      const event = JSON.parse(text) as object;
      set.rules.forEach((loaded) => explainRule(loaded, event));
      return set;
    },
  },
  {
    name: 'arrays that fan out over arrays',
    refused: false,
    run: () => {
      let event: unknown = Array.from({ length: 10 }, () => ({ a: 1 }));
      for (let level = 0; level < 3; level++) {
        const inner = event;
        event = Array.from({ length: 20 }, () => ({ a: inner }));
      }
      return matched('    s: {a.a.a.a.a|fieldref|contains: a.a.a.a.b}\n    condition: s\n', { a: event });
    },
  },
  {
    name: 'two long fields, each value compared with each',
    refused: false,
    run: () => {
      const list = (text: string): string[] => Array.from({ length: 5_000 }, (_, index) => `${text}${index}`);
      return matched('    s: {a|fieldref: b}\n    condition: s\n', { a: list('x'), b: list('y') });
    },
  },
];

/** Runs a bomb. @throws Error where it was run though it should be refused, or refused though it should be run. */
export function defuse({ name, refused, run }: Bomb): void {
  const set = run();
  const errors = set.problems.filter(({ severity }) => severity === 'error');
  if (refused ? errors.length === 0 : set.rules.length !== 1) {
    throw new Error(`${name}: ${refused ? 'it was not refused' : `it was refused: ${errors[0]?.message ?? ''}`}`);
  }
}
