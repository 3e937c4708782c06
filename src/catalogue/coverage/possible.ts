import { predicateTest, type EventTest, type Expression, type Predicate } from '../../sigma';
import { ANY, type EventPair } from './pairs';

/** A rule has many pairs: its predicates are made ready once. */
const tests = new WeakMap<Predicate, EventTest>();

/** Whether an expression can be true of an event with this source and name, whatever else the event holds. */
export function possible(expression: Expression, pair: EventPair): boolean {
  return evaluate(expression, pair, predicateOfFolded) !== false;
}

/** Whether an expression can be true of an event with this very source and name, whatever else the event holds. */
export function canMatch(expression: Expression, eventSource: string, eventName: string): boolean {
  return evaluate(expression, { source: eventSource, name: eventName }, predicateOf) !== false;
}

type Verdict = (predicate: Predicate, pair: EventPair) => boolean | undefined;

/** Three-valued: undefined where it depends on what else the event holds. */
function evaluate(expression: Expression, pair: EventPair, verdict: Verdict): boolean | undefined {
  switch (expression.op) {
    case 'and':
    case 'or': {
      const decisive = expression.op === 'or';
      let open = false;
      for (const child of expression.of) {
        const value = evaluate(child, pair, verdict);
        if (value === decisive) {
          return decisive;
        }
        open ||= value === undefined;
      }
      return open ? undefined : !decisive;
    }
    case 'not': {
      const value = evaluate(expression.of, pair, verdict);
      return value === undefined ? undefined : !value;
    }
    case 'detection':
      return evaluate(expression.of, pair, verdict);
    case 'constant':
      return expression.value;
    case 'predicate':
      return verdict(expression.predicate, pair);
  }
}

/** A pair's values are folded: a test that minds letters' case says nothing of the event's own spelling. */
function predicateOfFolded(predicate: Predicate, pair: EventPair): boolean | undefined {
  return minds(predicate) ? undefined : predicateOf(predicate, pair);
}

function predicateOf(predicate: Predicate, pair: EventPair): boolean | undefined {
  const value = predicate.field === 'eventSource' ? pair.source : predicate.field === 'eventName' ? pair.name : ANY;
  if (value === ANY || predicate.kind === 'field_eq') {
    return undefined;
  }
  let test = tests.get(predicate);
  if (!test) {
    test = predicateTest(predicate);
    tests.set(predicate, test);
  }
  return test({ [predicate.field ?? '']: value });
}

function minds(predicate: Predicate): boolean {
  return predicate.kind === 'regex_match'
    ? !predicate.flags.includes('i')
    : 'cased' in predicate && predicate.cased === true;
}
