import type { ConditionNode } from '../condition/ast';
import { parseCondition } from '../condition/parseCondition';
import { DEFAULT_LIMITS } from '../limits';
import type { YamlMapping, YamlNode } from '../yaml/node';
import { readParams, requireMapping, type Params } from './params';
import { PipelineSyntax } from './types';

type Test<A extends readonly unknown[]> = (...args: A) => boolean;

/**
 * Reads a step's conditions of one kind and how they are linked: `x_conditions` (a list, or a map of names for an expression),
 * `x_cond_op`, `x_cond_not`, `x_cond_expr`. Without conditions the step always applies.
 */
export function readConditions<A extends readonly unknown[]>(
  step: Params,
  prefix: string,
  member: string,
  known: ReadonlyMap<string, (params: Params) => Test<A>>
): Test<A> {
  const node = step.optionalNode(member);
  const op = step.word(`${prefix}_cond_op`, 'and', 'or');
  const negated = step.flag(`${prefix}_cond_not`);
  const expression = step.optionalText(`${prefix}_cond_expr`);
  if (!node) {
    return expression === undefined
      ? () => true
      : step.fail(`"${prefix}_cond_expr" needs conditions with names: "${member}" as a map.`, `${prefix}_cond_expr`);
  }
  const read = (entry: YamlNode): Test<A> => readCondition(requireMapping(entry, 'A condition'), known);
  if (node.kind === 'mapping') {
    if (expression === undefined) {
      return step.fail(`Conditions with names need "${prefix}_cond_expr", which links them. Or write a list.`, member);
    }
    const named = new Map(node.entries.map((entry) => [entry.name, read(entry.value)] as const));
    return evaluated(expression, named, step, `${prefix}_cond_expr`);
  }
  if (node.kind !== 'sequence') {
    return step.fail(`"${member}" must be a list of conditions.`, member);
  }
  if (expression !== undefined) {
    return step.fail(
      `"${prefix}_cond_expr" links conditions by name: write "${member}" as a map.`,
      `${prefix}_cond_expr`
    );
  }
  const tests = node.items.map(read);
  const linked: Test<A> =
    op === 'and' ? (...args) => tests.every((test) => test(...args)) : (...args) => tests.some((test) => test(...args));
  return negated ? (...args) => !linked(...args) : linked;
}

function readCondition<T>(node: YamlMapping, known: ReadonlyMap<string, (params: Params) => T>): T {
  const params = readParams(node, 'The condition');
  const type = params.text('type');
  const read = known.get(type);
  if (!read) {
    return params.fail(
      `There is no condition "${type.slice(0, 60)}" for rules that are matched on events here. Use one of: ${[...known.keys()].join(', ')}.`,
      'type'
    );
  }
  const condition = read(params);
  params.done();
  return condition;
}

/** The grammar is that of conditions, without `1 of` and `all of`. */
function evaluated<A extends readonly unknown[]>(
  text: string,
  named: ReadonlyMap<string, Test<A>>,
  step: Params,
  member: string
): Test<A> {
  const parsed = parseCondition(text, DEFAULT_LIMITS);
  if (parsed.fault) {
    return step.fail(parsed.fault.message, member);
  }
  const build = (node: ConditionNode): Test<A> => {
    switch (node.kind) {
      case 'and':
      case 'or': {
        const tests = node.of.map(build);
        return node.kind === 'and'
          ? (...args) => tests.every((test) => test(...args))
          : (...args) => tests.some((test) => test(...args));
      }
      case 'not': {
        const test = build(node.of);
        return (...args) => !test(...args);
      }
      case 'name': {
        const test = named.get(node.name);
        return test ?? step.fail(`The expression names "${node.name}", which is no condition of this step.`, member);
      }
      default:
        throw new PipelineSyntax('An expression links names by "and", "or" and "not" alone.', step.node.location);
    }
  };
  return build(parsed.node);
}
