// Links between pages: files, anchors, and pages that the guide's index forgets.
import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { anchorsOf, linksOf } from './markdown.mjs';

/** How the README, which Grafana shows too, names the repository's own files. */
const OWN =
  /^https:\/\/(?:github\.com|raw\.githubusercontent\.com)\/sigtrail\/sigtrail\/(?:(?:blob|tree|raw)\/)?main\//;

/**
 * @param {string} root the repository
 * @param {Map<string, object>} pages by their path below the root
 * @returns {string[]} problems as `file:line: …`
 */
export function checkLinks(root, pages) {
  const problems = [];
  const indexed = new Set(['docs/README.md']);
  for (const [file, page] of pages) {
    for (const { line, target } of linksOf(page)) {
      const own = OWN.exec(target);
      if (!own && /^[a-z][a-z0-9+.-]*:/i.test(target)) {
        continue;
      }
      const [path, anchor] = (own ? `/${target.slice(own[0].length)}` : target).split('#');
      const name = path === '' ? file : relative(root, join(root, own ? '' : dirname(file), decodeURIComponent(path)));
      if (file === 'docs/README.md') {
        indexed.add(name);
      }
      const problem = whatIsWrong(root, pages, name, anchor);
      if (problem) {
        problems.push(`${file}:${line}: ${target}: ${problem}`);
      }
    }
  }
  const forgotten = [...pages.keys()].filter((file) => file.startsWith('docs/') && !indexed.has(file));
  problems.push(...forgotten.map((file) => `docs/README.md:1: does not lead to ${file}. Add it to the index.`));
  return problems;
}

function whatIsWrong(root, pages, name, anchor) {
  if (name.startsWith('..') || !existsSync(join(root, name))) {
    return `there is no ${name}.`;
  }
  if (anchor === undefined || statSync(join(root, name)).isDirectory() || !pages.has(name)) {
    return undefined;
  }
  return anchorsOf(pages.get(name)).has(anchor) ? undefined : `${name} has no heading for #${anchor}.`;
}
