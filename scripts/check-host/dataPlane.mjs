import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../lib/paths.mjs';

const folder = join(root, 'tests/dataplane');
const program = join(root, '.cache/host/dataplane');

/**
 * Reads answers as Grafana's expressions do, by the library that they use (tests/dataplane, in Go).
 *
 * @param files Arrow files, NAME-0.arrow, NAME-1.arrow, … for an answer
 * @returns `{answers}`: name → `{type, items: [{labels, values}], error?}`, or `{missing}` with a sentence
 */
export function readAsExpressions(files) {
  const { status, stderr } = spawnSync('go', ['build', '-o', program, '.'], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) {
    return { missing: `the reader of expressions cannot be built: ${stderr.trim().split('\n')[0]}` };
  }
  return { answers: JSON.parse(execFileSync(program, files, { encoding: 'utf8' })) };
}

/** What expressions must make of a golden answer of `counts`: its label sets, each with its numbers. */
export function expectedItems(frames) {
  return frames
    .filter(({ fields }) => fields.length > 0)
    .flatMap(({ meta, fields }) => {
      const count = fields.find(({ name }) => name === 'count');
      const texts = fields.filter(({ type }) => type === 'string');
      return meta.type === 'numeric-long'
        ? count.values.map((value, row) => ({
            labels: Object.fromEntries(texts.map(({ name, values }) => [name, values[row]])),
            values: [value],
          }))
        : [{ labels: count.labels, values: count.values }];
    });
}
