import type { YamlEntry } from '../yaml/node';
import { columnAt, type SourceText } from '../yaml/sourceText';

/**
 * An entry's YAML with its key, as it stands in the document, dedented by the key's indentation. A comment behind the last
 * value stays, line ends become `\n`.
 */
export function blockText(source: SourceText, entry: YamlEntry): string {
  const { text } = source;
  const start = entry.key.start;
  let end = Math.max(entry.end, entry.key.end);
  while (end > start && ' \t\r\n'.includes(text.charAt(end - 1))) {
    end--;
  }
  const restOfLine = /^[ \t]+#[^\r\n]*/.exec(text.slice(end, end + 2000));
  const block = text.slice(start, restOfLine ? end + restOfLine[0].length : end).replace(/\r\n?/g, '\n');
  const indentation = columnAt(source, start);
  return block
    .split('\n')
    .map((line, index) => (index === 0 ? line : line.slice(Math.min(indentation, leadingSpaces(line)))))
    .join('\n');
}

function leadingSpaces(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}
