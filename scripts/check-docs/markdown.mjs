// What the check of the documentation reads of a page: fenced blocks, headings, links, inline code.

const FENCE = /^(\s*)(`{3,}|~{3,})\s*(.*)$/;

/**
 * A page taken apart.
 *
 * @param {string} text Markdown
 * @returns {{blocks: {line: number, info: string, lines: string[]}[], prose: {line: number, text: string}[]}} `line` counts
 * from 1: of a block it is its first line inside
 */
export function readPage(text) {
  const blocks = [];
  const prose = [];
  let open;
  text.split(/\r?\n/).forEach((line, index) => {
    const fence = FENCE.exec(line);
    if (open) {
      if (fence && fence[2].startsWith(open.fence) && fence[3] === '') {
        open = undefined;
      } else {
        open.block.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line.trimStart());
      }
    } else if (fence) {
      const block = { line: index + 2, info: fence[3].trim(), lines: [] };
      blocks.push(block);
      open = { fence: fence[2], indent: fence[1], block };
    } else {
      prose.push({ line: index + 1, text: line });
    }
  });
  return { blocks, prose };
}

/** The anchors that GitHub gives a page's headings: lower case, without punctuation, numbered where they stand twice. */
export function anchorsOf({ prose }) {
  const seen = new Map();
  return new Set(
    prose.flatMap(({ text }) => {
      const title = /^#{1,6}\s+(.*?)\s*#*$/.exec(text)?.[1];
      if (title === undefined) {
        return [];
      }
      const words = title.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '');
      const slug = words
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/g, '-');
      const times = seen.get(slug) ?? 0;
      seen.set(slug, times + 1);
      return [times === 0 ? slug : `${slug}-${times}`];
    })
  );
}

/** The targets of a page's links and pictures. */
export function* linksOf({ prose }) {
  for (const { line, text } of prose) {
    for (const [, target] of text.replace(/`[^`]*`/g, '').matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)) {
      yield { line, target };
    }
  }
}

/** A page's inline code. */
export function* inlineCode({ prose }) {
  for (const { line, text } of prose) {
    for (const [, code] of text.matchAll(/`([^`]+)`/g)) {
      yield { line, code };
    }
  }
}
