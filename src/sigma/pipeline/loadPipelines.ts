import { DEFAULT_LIMITS } from '../limits';
import { createReport, type Report } from '../parse/report';
import type { Problem, RuleSource } from '../types';
import { toPlain, type YamlMapping, type YamlNode } from '../yaml/node';
import { parseYaml } from '../yaml/parseYaml';
import { FIELD_CONDITIONS, ITEM_CONDITIONS, RULE_CONDITIONS } from './conditions';
import { readConditions } from './linking';
import { readParams, requireMapping } from './params';
import { REFUSED_TRANSFORMATIONS, TRANSFORMATIONS } from './transformations';
import { isScalar, PipelineSyntax, type Pipeline, type PlainScalar, type Step } from './types';

export interface LoadedPipelines {
  /** In the order in which they are applied: by priority, then as given. */
  readonly pipelines: readonly Pipeline[];
  readonly problems: readonly Problem[];
}

const MAX_STEPS = 10_000;
/** What works on the text of a query. */
const OF_QUERIES = ['postprocessing', 'finalizers'];

/**
 * Reads processing pipelines (https://sigmahq.io/docs/digging-deeper/pipelines.html), one a document. Never throws for what a text
 * holds; a pipeline with an error is left out.
 */
export function loadPipelines(sources: readonly RuleSource[]): LoadedPipelines {
  const pipelines: Pipeline[] = [];
  const problems: Problem[] = [];
  for (const { file, text } of sources) {
    const report = createReport(file);
    for (const { root } of parseYaml(text, DEFAULT_LIMITS, report).documents) {
      try {
        pipelines.push(readPipeline(requireMapping(root, 'A pipeline'), report));
      } catch (fault) {
        if (!(fault instanceof PipelineSyntax)) {
          throw fault;
        }
        report.error('invalid-pipeline', fault.location, fault.message);
      }
    }
    problems.push(...report.problems);
  }
  return { pipelines: pipelines.sort((a, b) => a.priority - b.priority), problems };
}

function readPipeline(root: YamlMapping, report: Report): Pipeline {
  const params = readParams(root, 'A pipeline');
  const name = params.optionalText('name') ?? '';
  const priority = params.optionalNode('priority') ? params.scalar('priority') : 0;
  if (typeof priority !== 'number' || !Number.isFinite(priority)) {
    return params.fail('"priority" takes a number.', 'priority');
  }
  const vars = params.optionalNode('vars') ? readVars(params.map('vars'), params.fail) : {};
  params.optionalNode('allowed_backends');
  for (const member of OF_QUERIES) {
    const node = params.optionalNode(member);
    if (node) {
      throw new PipelineSyntax(
        `"${member}" works on the text of queries, and no query is made where rules are matched on events. Remove it.`,
        node.location
      );
    }
  }
  const list = params.optionalNode('transformations');
  params.done();
  if (list !== undefined && list.kind !== 'sequence') {
    throw new PipelineSyntax('"transformations" must be a list.', list.location);
  }
  const items = list?.items ?? [];
  if (items.length === 0) {
    report.warning('invalid-pipeline', root.location, 'The pipeline has no "transformations", so it changes nothing.');
  }
  if (items.length > MAX_STEPS) {
    throw new PipelineSyntax(`A pipeline has at most ${MAX_STEPS} transformations. Split it.`, root.location);
  }
  return { name, priority, vars, steps: items.map(readStep) };
}

function readVars(
  entries: ReadonlyArray<readonly [string, ReturnType<typeof toPlain>]>,
  fail: (message: string, name: string) => never
): Pipeline['vars'] {
  return Object.fromEntries(
    entries.map(([name, value]): [string, readonly PlainScalar[]] => {
      const values = Array.isArray(value) ? value : [value];
      return values.every(isScalar) ? [name, values] : fail(`"${name}" takes a value or a list of values.`, 'vars');
    })
  );
}

function readStep(node: YamlNode): Step {
  const params = readParams(requireMapping(node, 'A transformation'), 'The transformation');
  const id = params.optionalText('id');
  const type = params.text('type');
  const reader = TRANSFORMATIONS.get(type);
  if (!reader) {
    const reason = REFUSED_TRANSFORMATIONS.get(type);
    return params.fail(
      reason === undefined
        ? `There is no transformation "${type.slice(0, 60)}". Use one of: ${[...TRANSFORMATIONS.keys()].join(', ')}.`
        : `The transformation "${type}" is not supported. ${reason}`,
      'type'
    );
  }
  const step: Step = {
    id,
    transformation: reader(params),
    ruleCondition: readConditions(params, 'rule', 'rule_conditions', RULE_CONDITIONS),
    itemCondition: readConditions(params, 'detection_item', 'detection_item_conditions', ITEM_CONDITIONS),
    fieldCondition: readConditions(params, 'field_name', 'field_name_conditions', FIELD_CONDITIONS),
  };
  params.done();
  return step;
}
