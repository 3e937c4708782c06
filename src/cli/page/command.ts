import { buildCatalogue, renderPageText } from '../../catalogue';
import { parseOptions, UsageError } from '../args/parseOptions';
import type { Io } from '../io';
import { loadOwnRules, whyNoRule } from '../rules/ownRules';
import { readPipelines } from '../rules/pipelineOption';

const USAGE = 'usage: sigtrail page --rule FILE [--rules PATH…] [--pipeline FILE] [--json]\n';

/**
 * Prints the pages of a file's rules, as text or, with --json, one JSON object a line. `--rules` names the corpus that
 * indicators are counted in, and rules that a correlation of the file refers to. Exit code 0, 2 for bad usage or input.
 */
export async function pageCommand(args: string[], io: Io): Promise<number> {
  try {
    const { flags, values, positionals } = parseOptions(args, {
      flags: ['json'],
      values: ['rule', 'pipeline'],
      lists: ['rules'],
    });
    const file = values.get('rule')?.at(-1);
    if (file === undefined || positionals.length > 0) {
      throw new UsageError(file === undefined ? '--rule is needed.' : `"${positionals[0] ?? ''}" has no place here.`);
    }
    const pipelines = await readPipelines(values.get('pipeline') ?? []);
    const { ruleSet, isOwn } = await loadOwnRules(file, values.get('rules') ?? [], pipelines);
    const catalogue = buildCatalogue(ruleSet);
    const pages = [...ruleSet.rules, ...ruleSet.correlations]
      .filter(isOwn)
      .flatMap(({ key }) => catalogue.page(key) ?? []);
    if (pages.length === 0) {
      throw new Error(whyNoRule(ruleSet, file));
    }
    io.out(pages.map((page) => (flags.has('json') ? `${JSON.stringify(page)}\n` : renderPageText(page))).join('\n'));
    return 0;
  } catch (error) {
    io.err(`sigtrail page: ${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof UsageError) {
      io.err(USAGE);
    }
    return 2;
  }
}
