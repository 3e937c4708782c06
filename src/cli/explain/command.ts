import {
  explainCorrelation,
  explainRule,
  parseEvent,
  subjectOf,
  type ExplainedNode,
  type Explanation,
} from '../../sigma';
import { parseOptions, UsageError } from '../args/parseOptions';
import { recordsOf } from '../input/eventFiles';
import type { Io } from '../io';
import { loadOwnRules, whyNoRule } from '../rules/ownRules';
import { readPipelines } from '../rules/pipelineOption';
import { windowsOf } from './windows';

const USAGE = 'usage: sigtrail explain --rule FILE --event FILE [--rules PATH…] [--pipeline FILE] [--json]\n';

/**
 * Shows why the file's correlation counts each event of the event file, or its first rule matches it, or why not; of a
 * correlation also what all events together come to. Exit code 0, or 2 for bad input.
 */
export async function explainCommand(args: string[], io: Io): Promise<number> {
  try {
    const { flags, values } = parseOptions(args, {
      flags: ['json'],
      values: ['rule', 'event', 'pipeline'],
      lists: ['rules'],
    });
    const file = values.get('rule')?.at(-1);
    const eventFile = values.get('event')?.at(-1);
    if (file === undefined || eventFile === undefined) {
      throw new UsageError('--rule and --event are needed.');
    }
    const pipelines = await readPipelines(values.get('pipeline') ?? []);
    const { ruleSet, isOwn } = await loadOwnRules(file, values.get('rules') ?? [], pipelines);
    const subject = subjectOf({
      rules: ruleSet.rules.filter(isOwn),
      correlations: ruleSet.correlations.filter(isOwn),
    });
    if (!subject) {
      throw new Error(whyNoRule(ruleSet, file));
    }
    const isJson = flags.has('json');
    const windows = subject.kind === 'correlation' ? windowsOf(ruleSet, subject) : undefined;
    for await (const records of recordsOf(eventFile)) {
      for (const { text, line } of records) {
        const event = text === undefined ? undefined : eventOf(text);
        if (text === undefined || event === undefined) {
          throw new Error(`${eventFile}:${line}: this is no JSON object. An event is a CloudTrail record.`);
        }
        windows?.add(text);
        io.out(
          shown(
            subject.kind === 'rule' ? explainRule(subject, event) : explainCorrelation(ruleSet, subject, event),
            isJson
          )
        );
      }
    }
    io.out(windows?.end(isJson) ?? '');
    return 0;
  } catch (error) {
    io.err(`sigtrail explain: ${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof UsageError) {
      io.err(USAGE);
    }
    return 2;
  }
}

/** Undefined where the text is no JSON object. */
function eventOf(text: string): object | undefined {
  try {
    const event: unknown = parseEvent(text);
    return typeof event === 'object' && event !== null ? event : undefined;
  } catch {
    return undefined;
  }
}

function shown({ matched, tree, summary }: Explanation, isJson: boolean): string {
  return isJson ? `${JSON.stringify({ matched, tree, summary })}\n` : `${drawTree(tree)}${summary}\n`;
}

function drawTree(node: ExplainedNode, indent = ''): string {
  const isLeaf = node.op === 'predicate' || node.op === 'constant';
  const reason = isLeaf && node.reason ? `  (${node.reason})` : '';
  const children = (node.children ?? []).map((child) => drawTree(child, `${indent}  `)).join('');
  return `${indent}${node.matched ? '✓' : '✗'} ${node.label}${reason}\n${children}`;
}
