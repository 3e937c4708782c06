// Names of source files and folders in inline code: what is renamed must be renamed in the documentation too.
import { inlineCode } from './markdown.mjs';

const FILE = /^(?:[\w.@-]+\/)*[\w.-]+\.(?:tsx?|mjs|cjs)$/;
const FOLDER = /^(?:[\w.@-]+\/)*[\w.@-]+\/$/;
/** Pages about the source. Elsewhere a folder in inline code may be the reader's. */
const ABOUT_SOURCE = /^docs\/(?:structure\.md|decisions\/)/;
/** What builds make. */
const MADE = /^(?:build|dist|node_modules)\//;

/**
 * @param {Map<string, object>} pages
 * @param {string[]} files of the repository, by their path below the root
 * @returns {string[]} problems as `file:line: …`
 */
export function checkSourceNames(pages, files) {
  const folders = new Set(files.flatMap((file) => parentsOf(file)));
  const known = [...files, ...folders];
  const problems = [];
  for (const [page, content] of pages) {
    for (const { line, code } of inlineCode(content)) {
      const isName = FILE.test(code) || (ABOUT_SOURCE.test(page) && FOLDER.test(code));
      if (isName && !MADE.test(code) && !known.some((path) => path === code || path.endsWith(`/${code}`))) {
        problems.push(
          `${page}:${line}: \`${code}\`: the repository has no such ${code.endsWith('/') ? 'folder' : 'file'}.`
        );
      }
    }
  }
  return problems;
}

/** Every folder that a file is in, each with a slash at its end. */
function parentsOf(file) {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/`);
}
