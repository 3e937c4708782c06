import { problemAt } from '../collection/problemAt';
import type { Problem, SigmaCorrelation, SigmaRule } from '../types';
import { PipelineFault, type DraftRule, type Pipeline } from './types';

export interface Renamed {
  readonly correlations: readonly SigmaCorrelation[];
  readonly problems: readonly Problem[];
}

/**
 * Gives the fields that correlations group by and count the names that pipelines gave them in the referenced rules. A correlation
 * whose field has several names is refused, as are those that build on it: its groups could not be told.
 */
export function renameCorrelations(
  correlations: readonly SigmaCorrelation[],
  rules: readonly SigmaRule[],
  pipelines: readonly Pipeline[]
): Renamed {
  if (!pipelines.some(({ steps }) => steps.some(({ transformation }) => transformation.onField))) {
    return { correlations, problems: [] };
  }
  const byKey = new Map<string, SigmaRule | SigmaCorrelation>([...rules, ...correlations].map((one) => [one.key, one]));
  const problems: Problem[] = [];
  const refused = new Set<string>();
  const renamed = correlations.flatMap((correlation) => {
    try {
      return [rename(correlation, byKey, pipelines)];
    } catch (fault) {
      if (!(fault instanceof PipelineFault)) {
        throw fault;
      }
      refused.add(correlation.key);
      problems.push(
        problemAt(correlation, correlation.location, 'error', 'pipeline-failure', fault.message, 'correlation')
      );
      return [];
    }
  });
  return { correlations: withoutDependents(renamed, refused, problems), problems };
}

function withoutDependents(
  correlations: readonly SigmaCorrelation[],
  refused: Set<string>,
  problems: Problem[]
): readonly SigmaCorrelation[] {
  let left = correlations;
  for (let before = -1; before !== refused.size;) {
    before = refused.size;
    left = left.filter((correlation) => {
      const bad = correlation.rules.some((key) => refused.has(key));
      if (bad) {
        const message = 'A correlation that this one builds on has an error itself. Correct it first.';
        problems.push(
          problemAt(correlation, correlation.location, 'error', 'unknown-rule-reference', message, 'correlation.rules')
        );
        refused.add(correlation.key);
      }
      return !bad;
    });
  }
  return left;
}

function rename(
  correlation: SigmaCorrelation,
  byKey: ReadonlyMap<string, SigmaRule | SigmaCorrelation>,
  pipelines: readonly Pipeline[]
): SigmaCorrelation {
  const bases = correlation.rules.map((key) => baseRules(key, byKey));
  const all = [...new Set(bases.flat())];
  const nameOf = (field: string, of: readonly SigmaRule[]): string => {
    const names = new Set(of.flatMap((rule) => fieldNames(field, rule, pipelines)));
    const [only] = names;
    if (names.size > 1) {
      throw new PipelineFault(
        `Processing pipelines call the field "${field}" ${[...names].slice(0, 5).join(', ')}, and a correlation needs one name. Map it to one, or give each rule's name under "aliases".`
      );
    }
    return only ?? field;
  };
  const aliases = Object.entries(correlation.aliases).map(([alias, fields]) => [
    alias,
    Object.fromEntries(
      Object.entries(fields).map(([reference, field]) => {
        const at = correlation.ruleReferences.findIndex((written) => written.reference === reference);
        return [reference, nameOf(field, bases[at] ?? all)];
      })
    ),
  ]);
  return {
    ...correlation,
    aliases: Object.fromEntries(aliases) as SigmaCorrelation['aliases'],
    groupBy: correlation.groupBy.map((name) => (Object.hasOwn(correlation.aliases, name) ? name : nameOf(name, all))),
    fields: correlation.fields.map((field) => nameOf(field, all)),
  };
}

/** The rules at the bottom of a chain. */
function baseRules(start: string, byKey: ReadonlyMap<string, SigmaRule | SigmaCorrelation>): readonly SigmaRule[] {
  const found = new Set<SigmaRule>();
  const seen = new Set<string>();
  const open = [start];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const one = seen.has(key) ? undefined : byKey.get(key);
    seen.add(key);
    if (one?.kind === 'rule') {
      found.add(one);
    } else {
      open.push(...(one?.rules ?? []));
    }
  }
  return [...found];
}

/** What a field of the rule is called after all steps. Conditions on the rule's detections do not hold here. */
function fieldNames(field: string, rule: SigmaRule, pipelines: readonly Pipeline[]): readonly string[] {
  const draft: DraftRule = {
    kind: 'rule',
    metadata: rule,
    logsource: rule.writtenLogsource ?? rule.logsource,
    detections: new Map(),
    added: [],
    state: new Map(),
    applied: new Set(),
    vars: {},
    budget: 0,
    location: rule.location,
  };
  let names: readonly string[] = [field];
  for (const { id, transformation, ruleCondition, fieldCondition } of pipelines.flatMap(({ steps }) => steps)) {
    if (!ruleCondition(draft)) {
      continue;
    }
    const { onField, onRule } = transformation;
    if (onField) {
      names = names.flatMap((name) =>
        fieldCondition(name, draft, itemOf(name, rule)) ? onField(name, draft) : [name]
      );
    } else {
      try {
        onRule?.(draft);
      } catch (fault) {
        // The rule itself was not refused.
        if (!(fault instanceof PipelineFault)) {
          throw fault;
        }
      }
    }
    if (id !== undefined) {
      draft.applied.add(id);
    }
  }
  return names;
}

function itemOf(field: string, { location }: SigmaRule) {
  return {
    op: 'item',
    field,
    values: [],
    linking: 'or',
    negated: false,
    location,
    valueLocations: [],
    path: 'correlation',
  } as const;
}
