import { readRuleFolder } from '../../backend/rules/readFolder';
import type { RuleSource } from '../../sigma';

/** The rule files at the paths, folders read through as the backend reads them. Throws with a sentence for what cannot be read. */
export async function ruleSources(paths: readonly string[]): Promise<RuleSource[]> {
  const folders = await Promise.all(paths.map((path) => readRuleFolder(path)));
  const [problem] = folders.flatMap(({ problems }) => problems);
  if (problem) {
    throw new Error(`${problem.file}: ${problem.message}`);
  }
  return folders.flatMap(({ sources }) => sources);
}
