import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadRuleSet } from '../../sigma';
import { parseOptions, UsageError } from '../args/parseOptions';
import type { Io } from '../io';
import { ruleSources } from '../rules/ruleSources';
import { findTestFiles } from './findTestFiles';
import { runTests, type TestResult } from './runTests';
import { parseTestFile, TestFileError } from './testFile';

const USAGE = 'usage: sigtrail test PATH… [--json]\n';

/** The outcome of one test file. `error`: it could not be run. */
export interface FileResult {
  readonly file: string;
  readonly results: readonly TestResult[];
  readonly error?: string;
}

/**
 * Runs the rules' tests, `name.test.yml` beside `name.yml`, below the paths. Exit code 0 when all pass, 1 when one fails, 2
 * for bad usage and for test files that cannot be run (the others are run all the same).
 */
export async function testCommand(args: string[], io: Io): Promise<number> {
  try {
    const { flags, positionals } = parseOptions(args, { flags: ['json'] });
    if (positionals.length === 0) {
      throw new UsageError('Name at least one rule, test file or folder.');
    }
    const files = await findTestFiles(positionals);
    if (files.length === 0) {
      throw new Error(`${positionals.join(', ')}: no test (name.test.yml) is there.`);
    }
    const outcomes: FileResult[] = [];
    for (const file of files) {
      outcomes.push(await runTestFile(file));
    }
    return report(outcomes, flags.has('json'), io);
  } catch (error) {
    io.err(`sigtrail test: ${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof UsageError) {
      io.err(USAGE);
    }
    return 2;
  }
}

/** Runs one test file. Never throws for what files hold. */
export async function runTestFile(file: string): Promise<FileResult> {
  try {
    const { rules, tests } = parseTestFile(await readFile(file, 'utf8'));
    const folder = path.dirname(file);
    const names = rules ?? [path.basename(file).replace(/\.test\.(ya?ml)$/, '.$1')];
    const ruleSet = loadRuleSet(await ruleSources(names.map((name) => path.join(folder, name))));
    const problem = ruleSet.problems.find(({ severity }) => severity === 'error');
    if (problem) {
      return {
        file,
        results: [],
        error: `${problem.file ?? ''}:${problem.line}:${problem.column}: ${problem.message}`,
      };
    }
    return { file, results: runTests(ruleSet, tests) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { file, results: [], error: error instanceof TestFileError ? reason : `It cannot be run. ${reason}` };
  }
}

function report(outcomes: readonly FileResult[], json: boolean, io: Io): number {
  const results = outcomes.flatMap((outcome) => outcome.results);
  const failed = results.filter(({ passed }) => !passed).length;
  const errors = outcomes.filter(({ error }) => error !== undefined).length;
  if (json) {
    io.out(
      `${JSON.stringify({ files: outcomes.length, passed: results.length - failed, failed, errors, outcomes })}\n`
    );
  } else {
    for (const { file, results: own, error } of outcomes) {
      if (error !== undefined) {
        io.out(`${file}: error: ${error}\n`);
      }
      for (const { test, message } of own.filter(({ passed }) => !passed)) {
        io.out(`${file}: failed: ${test}: ${message ?? ''}\n`);
      }
    }
    io.out(
      `${outcomes.length} files: ${results.length - failed} tests passed, ${failed} failed` +
        `${errors > 0 ? `, ${errors} files could not be run` : ''}\n`
    );
  }
  return errors > 0 ? 2 : failed > 0 ? 1 : 0;
}
