import { loadPipelines, type Pipeline } from '../../sigma';
import { ruleSources } from './ruleSources';

/**
 * The processing pipelines of the files that `--pipeline` names, in the order in which they are applied. Throws with a sentence for
 * what cannot be read, and for the first error in one: without it, rules would mean something else.
 */
export async function readPipelines(paths: readonly string[]): Promise<readonly Pipeline[]> {
  if (paths.length === 0) {
    return [];
  }
  const { pipelines, problems } = loadPipelines(await ruleSources(paths));
  const error = problems.find(({ severity }) => severity === 'error');
  if (error) {
    throw new Error(`${error.file ?? ''}:${error.line}:${error.column}: ${error.message}`);
  }
  return pipelines;
}
