/** Interim: what the backend needs of the engine, evaluated plainly. To become re-exports of src/sigma once it exports them. */
import type { Expression, Predicate, RuleSet, SigmaRule } from '../../sigma';

export interface Engine {
  readonly rules: readonly SigmaRule[];
  match(event: unknown): number[];
  matchText(json: string): { matches: number[]; event?: object };
}
export function fieldValues(event: unknown, path: string): unknown[] {
  const step = (value: unknown, rest: string): unknown[] => {
    if (Array.isArray(value)) {
      return value.flatMap((entry) => step(entry, rest));
    }
    if (rest === '') {
      return [value];
    }
    if (typeof value !== 'object' || value === null) {
      return [];
    }
    const object = value as Record<string, unknown>;
    if (rest in object) {
      return step(object[rest], '');
    }
    const dot = rest.indexOf('.');
    return dot < 0 || !(rest.slice(0, dot) in object) ? [] : step(object[rest.slice(0, dot)], rest.slice(dot + 1));
  };
  return step(event, path);
}
function leaves(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];
}
function test(p: Predicate, event: unknown): boolean {
  const values = p.field === undefined ? leaves(event) : fieldValues(event, p.field);
  if (p.kind === 'exists') {
    return values.length > 0 === p.value;
  }
  if (p.kind === 'is_null') {
    return values.length === 0 || values.some((v) => v === null);
  }
  return values.some((v) => {
    if (v === null || v === undefined || typeof v === 'object') {
      return false;
    }
    const cased = 'cased' in p && p.cased;
    const fold = (x: unknown) => (cased ? String(x) : String(x).toLowerCase());
    switch (p.kind) {
      case 'eq':
        return fold(v) === fold(p.value);
      case 'contains':
        return fold(v).includes(fold(p.value));
      case 'startswith':
        return fold(v).startsWith(fold(p.value));
      case 'endswith':
        return fold(v).endsWith(fold(p.value));
      case 'like': {
        const source = p.pattern
          .map((t) => (t === '*' ? '[^]*' : t === '?' ? '[^]' : t.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
          .join('');
        return new RegExp(`^${source}$`, cased ? '' : 'i').test(String(v));
      }
      case 'regex_match':
        return new RegExp(p.value, p.flags.join('')).test(String(v));
      case 'gt':
        return Number(v) > p.value;
      case 'gte':
        return Number(v) >= p.value;
      case 'lt':
        return Number(v) < p.value;
      case 'lte':
        return Number(v) <= p.value;
      default:
        return false;
    }
  });
}
function evaluate(e: Expression, event: unknown): boolean {
  switch (e.op) {
    case 'and':
      return e.of.every((c) => evaluate(c, event));
    case 'or':
      return e.of.some((c) => evaluate(c, event));
    case 'not':
      return !evaluate(e.of, event);
    case 'detection':
      return evaluate(e.of, event);
    case 'predicate':
      return test(e.predicate, event);
    case 'constant':
      return e.value;
  }
}
export function compileEngine(rules: readonly SigmaRule[]): Engine {
  const match = (event: unknown) => rules.flatMap((r, i) => (evaluate(r.expression, event) ? [i] : []));
  return { rules, match, matchText: (json) => ({ matches: match(JSON.parse(json)) }) };
}
export function necessaryValues(e: Expression, field: string): ReadonlySet<string> | undefined {
  switch (e.op) {
    case 'and': {
      const sets = e.of.map((c) => necessaryValues(c, field)).filter((s) => s !== undefined);
      return sets.sort((a, b) => a.size - b.size)[0];
    }
    case 'or': {
      const sets = e.of.map((c) => necessaryValues(c, field));
      return sets.every((s) => s !== undefined) ? new Set(sets.flatMap((s) => [...s])) : undefined;
    }
    case 'detection':
      return necessaryValues(e.of, field);
    case 'predicate':
      return e.predicate.kind === 'eq' && e.predicate.field === field
        ? new Set([String(e.predicate.value).toLowerCase()])
        : undefined;
    default:
      return undefined;
  }
}
export function matchedValues(rule: SigmaRule, event: unknown): Record<string, Record<string, unknown>> {
  const found: Record<string, Record<string, unknown>> = {};
  for (const d of rule.detections) {
    const walk = (e: Expression): void => {
      if (e.op === 'and' || e.op === 'or') {
        e.of.forEach(walk);
      } else if (e.op === 'detection') {
        walk(e.of);
      } else if (e.op === 'predicate' && e.predicate.field !== undefined && test(e.predicate, event)) {
        (found[d.name] ??= {})[e.predicate.field] = fieldValues(event, e.predicate.field)[0];
      }
    };
    if (evaluate(d.expression, event)) {
      walk(d.expression);
    }
  }
  return found;
}
export function explainRule(rule: SigmaRule, event: unknown) {
  const matched = evaluate(rule.expression, event);
  return { matched, summary: String(matched), tree: { op: 'constant' as const, label: rule.title, matched } };
}
export interface CorrelationHit {
  readonly correlation: string;
  readonly group: Readonly<Record<string, string>>;
  readonly value: number;
  readonly timeMs: number;
  readonly events: readonly unknown[];
}
export function correlator(_ruleSet: RuleSet) {
  return { feed: (_event: unknown, _timeMs: number, _matches: readonly number[]): CorrelationHit[] => [] };
}
