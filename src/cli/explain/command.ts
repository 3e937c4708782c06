import { readFile } from 'node:fs/promises';
import type { Io } from '../io';
import { explainRule, loadRuleSet, parseEvent, type ExplainedNode } from '../../sigma';
import { parseOptions, UsageError } from '../args/parseOptions';
import { recordsOf } from '../input/eventFiles';
import { readPipelines } from '../rules/pipelineOption';

const USAGE = 'usage: sigtrail explain --rule FILE --event FILE [--pipeline FILE] [--json]\n';

/** Shows why the file's first rule matches each event of the event file, or why not. Exit code 0, or 2 for bad input. */
export async function explainCommand(args: string[], io: Io): Promise<number> {
  try {
    const { flags, values } = parseOptions(args, { flags: ['json'], values: ['rule', 'event', 'pipeline'] });
    const file = values.get('rule')?.at(-1);
    const eventFile = values.get('event')?.at(-1);
    if (file === undefined || eventFile === undefined) {
      throw new UsageError('--rule and --event are needed.');
    }
    const pipelines = await readPipelines(values.get('pipeline') ?? []);
    const { rules, problems } = loadRuleSet([{ file, text: await readFile(file, 'utf8') }], { pipelines });
    const [rule] = rules;
    if (!rule) {
      const first = problems.find(({ severity }) => severity === 'error');
      throw new Error(first ? `${file}:${first.line}:${first.column}: ${first.message}` : `${file} holds no rule.`);
    }
    for await (const records of recordsOf(eventFile)) {
      for (const { text, line } of records) {
        if (text === undefined) {
          throw new Error(`${eventFile}:${line}: this is no JSON object. An event is a CloudTrail record.`);
        }
        const { matched, tree, summary } = explainRule(rule, parseEvent(text));
        io.out(flags.has('json') ? `${JSON.stringify({ matched, tree, summary })}\n` : `${drawTree(tree)}${summary}\n`);
      }
    }
    return 0;
  } catch (error) {
    io.err(`sigtrail explain: ${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof UsageError) {
      io.err(USAGE);
    }
    return 2;
  }
}

function drawTree(node: ExplainedNode, indent = ''): string {
  const reason = node.op === 'predicate' && node.reason ? `  (${node.reason})` : '';
  const children = (node.children ?? []).map((child) => drawTree(child, `${indent}  `)).join('');
  return `${indent}${node.matched ? '✓' : '✗'} ${node.label}${reason}\n${children}`;
}
