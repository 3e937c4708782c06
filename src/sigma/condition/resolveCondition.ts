import type { ConditionFault, ConditionNode, ConditionSelector } from './ast';

/** A condition whose selectors are replaced by the detections that they select. */
export type ResolvedNode =
  | { readonly kind: 'and' | 'or'; readonly of: readonly ResolvedNode[]; readonly node: ConditionNode }
  | { readonly kind: 'not'; readonly of: ResolvedNode; readonly node: ConditionNode }
  | { readonly kind: 'name'; readonly name: string; readonly node: ConditionNode };

export type ResolveResult =
  | { readonly resolved: ResolvedNode; readonly fault?: undefined }
  | { readonly resolved?: undefined; readonly fault: ConditionFault };

/**
 * Looks up the names of a condition. A name or selector without a detection is a fault: leaving it out would change what the
 * rule finds without a word.
 */
export function resolveCondition(node: ConditionNode, names: readonly string[], maxNodes: number): ResolveResult {
  const known = new Set(names);
  const budget = { left: maxNodes };
  const selections = new Map<string, readonly string[]>();
  let fault: ConditionFault | undefined;
  const select = (selector: ConditionSelector): readonly string[] => {
    let selected = selections.get(selector.pattern);
    if (!selected && (selections.size + 1) * names.length > MAX_COMPARISONS) {
      fault ??= tooLarge(
        selector,
        'The condition has too many different patterns. Use fewer selectors or fewer detections.'
      );
    }
    selected ??= fault ? [] : selectNames(selector.pattern, names);
    selections.set(selector.pattern, selected);
    return selected;
  };
  const visit = (current: ConditionNode): ResolvedNode => {
    if (--budget.left < 0 && !fault) {
      fault = tooLarge(
        current,
        `The condition has more than ${maxNodes} terms once its selectors are written out. Use fewer selectors.`
      );
    }
    switch (current.kind) {
      case 'and':
      case 'or':
        return { kind: current.kind, of: fault ? [] : current.of.map(visit), node: current };
      case 'not':
        return { kind: 'not', of: visit(current.of), node: current };
      case 'name':
        fault ??= known.has(current.name) ? undefined : unknownName(current.name, names, current);
        return { kind: 'name', name: current.name, node: current };
      case 'selector': {
        const selected = select(current);
        fault ??= selected.length > 0 ? undefined : emptySelector(current, names);
        budget.left -= selected.length;
        const of = selected.map((name): ResolvedNode => ({ kind: 'name', name, node: current }));
        return { kind: current.quantifier === 'all' ? 'and' : 'or', of, node: current };
      }
    }
  };
  const resolved = visit(node);
  return fault ? { fault } : { resolved };
}

/** Comparisons of patterns with names in one condition. */
const MAX_COMPARISONS = 5_000_000;

function tooLarge(at: ConditionNode, message: string): ConditionFault {
  return { code: 'condition-too-large', message, from: at.from, to: at.to };
}

/** Names that begin with `_` are left out unless the pattern begins with `_`. */
function selectNames(pattern: string, names: readonly string[]): string[] {
  const hidden = pattern.startsWith('_');
  return names.filter(
    (name) => (hidden || !name.startsWith('_')) && (pattern === 'them' || matchesPattern(pattern, name))
  );
}

/** Whether a name matches a pattern in which `*` stands for any run of characters; time linear in practice, no backtracking. */
export function matchesPattern(pattern: string, name: string): boolean {
  const parts = pattern.split('*');
  const first = parts[0] ?? '';
  if (parts.length === 1) {
    return name === first;
  }
  const last = parts[parts.length - 1] ?? '';
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) {
    return false;
  }
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at);
    if (found < 0) {
      return false;
    }
    at = found + part.length;
  }
  return at <= name.length - last.length;
}

function unknownName(name: string, names: readonly string[], at: ConditionNode): ConditionFault {
  const lower = name.toLowerCase();
  if (['and', 'or', 'of', 'them', 'any', 'all', '1'].includes(lower)) {
    return {
      code: 'condition-unknown-name',
      message: `"${name}" stands where a detection's name must be. Write one of: ${listNames(names)}.`,
      from: at.from,
      to: at.to,
    };
  }
  return {
    code: 'condition-unknown-name',
    message: `The condition names "${name}", which the rule does not define. Define it, or write one of: ${listNames(names)}.`,
    from: at.from,
    to: at.to,
  };
}

function emptySelector(selector: ConditionSelector, names: readonly string[]): ConditionFault {
  return {
    code: 'condition-empty-selector',
    message: `"${selector.quantifier} of ${selector.pattern}" selects no detection. The rule has: ${listNames(names)}.`,
    from: selector.from,
    to: selector.to,
  };
}

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => `"${name.slice(0, 60)}"`);
  return names.length === 0 ? 'none' : `${shown.join(', ')}${names.length > shown.length ? ', …' : ''}`;
}
