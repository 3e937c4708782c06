// JSON and YAML that a reader would copy: it must be readable.
import { loadAll } from 'js-yaml';

const READERS = { json: JSON.parse, yaml: (text) => loadAll(text) };

/**
 * @param {Map<string, object>} pages
 * @returns {string[]} problems as `file:line: …`
 */
export function checkExamples(pages) {
  const problems = [];
  for (const [file, { blocks }] of pages) {
    for (const { line, info, lines } of blocks) {
      try {
        READERS[info]?.(lines.join('\n'));
      } catch (error) {
        problems.push(`${file}:${line}: this ${info} cannot be read: ${error.message.split('\n')[0]}`);
      }
    }
  }
  return problems;
}
