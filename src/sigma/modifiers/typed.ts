import type { TimePart } from '../types';
import { checkRegex } from '../regex/checkRegex';
import { parseCidr } from '../value/cidr';
import { plainText } from '../value/sigmaString';
import type { CompareOperator, RegexFlag, RegexValue, SigmaValue } from '../value/sigmaValue';
import type { ModifierContext } from './context';
import { ModifierFault } from './fault';
import { requireString, typeFault } from './operand';

function requireUnmodified(context: ModifierContext): void {
  if (context.applied.length > 0) {
    throw new ModifierFault(
      'modifier-order',
      `"${context.name}" takes the value as written, so it comes first. Write |${context.name} before |${context.applied.join('|')}, or remove the others.`
    );
  }
}

export function re(value: SigmaValue, context: ModifierContext): SigmaValue {
  const { original } = requireString(value, context);
  requireUnmodified(context);
  return checked(
    { type: 'regex', pattern: original, flags: [], openStart: false, openEnd: false, expands: false },
    context
  );
}

function checked(value: RegexValue, context: ModifierContext): RegexValue {
  const fault = checkRegex(value.pattern, value.flags, context.limits);
  if (fault) {
    throw new ModifierFault('invalid-regex', fault.message, fault);
  }
  return value;
}

export function regexFlag(flag: RegexFlag): (value: SigmaValue, context: ModifierContext) => SigmaValue {
  return (value, context) => {
    if (value.type !== 'regex') {
      throw new ModifierFault(
        'modifier-order',
        `"${context.name}" is a flag of a regular expression. Write |re|${context.name}, or remove it.`
      );
    }
    const flags = [...new Set([...value.flags, flag])].sort();
    return checked({ ...value, flags }, context);
  };
}

export function cidr(value: SigmaValue, context: ModifierContext): SigmaValue {
  const { tokens } = requireString(value, context);
  requireUnmodified(context);
  const text = plainText(tokens);
  const result = parseCidr(text);
  if (result.error !== undefined) {
    throw new ModifierFault('invalid-cidr', result.error);
  }
  return { type: 'cidr', cidr: text, network: result.network };
}

export function exists(value: SigmaValue, context: ModifierContext): SigmaValue {
  if (value.type !== 'bool') {
    throw new ModifierFault('modifier-type', '"exists" takes true or false, without quotes.');
  }
  if (context.field === undefined) {
    throw new ModifierFault('modifier-field', '"exists" tests for a field. Write the field\'s name before |exists.');
  }
  requireUnmodified(context);
  return { type: 'exists', exists: value.bool };
}

export function compare(op: CompareOperator): (value: SigmaValue, context: ModifierContext) => SigmaValue {
  return (value, context) => {
    if (value.type === 'number') {
      return { type: 'compare', op, number: value.number };
    }
    if (value.type === 'timestamp_part') {
      return { type: 'compare', op, number: value.number, part: value.part };
    }
    throw typeFault(value, context, 'a number (without quotes)');
  };
}

export function timePart(part: TimePart): (value: SigmaValue, context: ModifierContext) => SigmaValue {
  return (value, context) => {
    if (value.type !== 'number' && value.type !== 'timestamp_part') {
      throw typeFault(value, context, 'a number (without quotes)');
    }
    return { type: 'timestamp_part', part, number: Math.trunc(value.number) };
  };
}
