import type { Expression, SigmaRule } from '../types';
import type { Issue } from './issue';

export function checkConditions(rule: SigmaRule): Issue[] {
  const used = new Set<string>();
  rule.conditions.forEach(({ expression }) => collectNames(expression, used));
  const unused = rule.detections
    .filter(({ name }) => !used.has(name))
    .map(({ name, location }): Issue => ({
      code: 'dangling-detection',
      severity: 'warning',
      message: `No condition uses the detection "${name.slice(0, 60)}". Name it in the condition, or remove it.`,
      location,
      path: `detection.${name}`,
    }));
  const inConditions = (pattern: RegExp, code: Issue['code'], severity: Issue['severity'], message: string): Issue[] =>
    rule.conditions
      .filter(({ text }) => pattern.test(text))
      .slice(0, 1)
      .map(({ location }): Issue => ({ code, severity, message, location, path: 'detection.condition' }));
  const single =
    rule.detections.length === 1
      ? inConditions(
          /\bof\s+them\b/,
          'them-with-single-detection',
          'info',
          '"them" is a single detection here. Write its name.'
        )
      : [];
  return [
    ...unused,
    ...single,
    ...inConditions(
      /\ball\s+of\s+them\b/,
      'all-of-them',
      'warning',
      '"all of them" leaves no place for filters that are added later. Write "all of selection_*".'
    ),
  ];
}

function collectNames(expression: Expression, names: Set<string>): void {
  switch (expression.op) {
    case 'and':
    case 'or':
      expression.of.forEach((child) => collectNames(child, names));
      break;
    case 'not':
      collectNames(expression.of, names);
      break;
    case 'detection':
      names.add(expression.name);
      break;
    default:
      break;
  }
}
