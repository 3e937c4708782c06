import type { Monaco, MonacoEditor } from '@grafana/ui';
import { loadTables, type RuleKnowledge } from './knowledge';
import { placeAt } from './place';
import { hoverAt, suggestionsAt, type Suggestion } from './suggestions';

/** Nobody scrolls through more; typing narrows them. */
const MOST_SHOWN = 1000;

/** Where there are too many, those that have what is written first; Monaco asks again when more is written. */
export function narrowed(
  found: readonly Suggestion[],
  written: string
): { readonly shown: readonly Suggestion[]; readonly incomplete: boolean } {
  if (found.length <= MOST_SHOWN) {
    return { shown: found, incomplete: false };
  }
  const words = written.toLowerCase();
  const fitting = found.filter(({ label }) => label.toLowerCase().includes(words));
  return { shown: fitting.slice(0, MOST_SHOWN), incomplete: true };
}

/**
 * Completion and hovers for one editor. Monaco has them by language, and other editors of a page may hold other YAML.
 *
 * @param knowledge asked each time, since the data source may change
 * @returns ends them
 */
export function assist(editor: MonacoEditor, monaco: Monaco, knowledge: () => RuleKnowledge | undefined): () => void {
  const kinds = {
    member: monaco.languages.CompletionItemKind.Property,
    field: monaco.languages.CompletionItemKind.Field,
    modifier: monaco.languages.CompletionItemKind.Operator,
    value: monaco.languages.CompletionItemKind.Value,
    event: monaco.languages.CompletionItemKind.Event,
  };
  const isOurs = (model: unknown) => model === editor.getModel();
  const completion = monaco.languages.registerCompletionItemProvider('yaml', {
    triggerCharacters: ['.', '|', ' '],
    async provideCompletionItems(model, { lineNumber, column }) {
      const lines = model.getLinesContent();
      const place = isOurs(model) ? placeAt(lines, lineNumber, column) : undefined;
      if (!place) {
        return { suggestions: [] };
      }
      const found = await suggestionsAt(lines, lineNumber, place, knowledge(), await loadTables());
      const range = new monaco.Range(lineNumber, place.from, lineNumber, Math.max(place.to, column));
      const item = ({ kind, label, insert = label, detail }: Suggestion, index: number) => ({
        kind: kinds[kind],
        label,
        insertText: insertText(model.getLineContent(lineNumber), place.to, insert, kind),
        detail,
        // In the order that they come in: what is seen most first.
        sortText: String(index).padStart(5, '0'),
        range,
      });
      const { shown, incomplete } = narrowed(found, place.text);
      return { suggestions: shown.map(item), incomplete };
    },
  });
  const hover = monaco.languages.registerHoverProvider('yaml', {
    async provideHover(model, { lineNumber, column }) {
      const found = isOurs(model)
        ? await hoverAt(model.getLinesContent(), lineNumber, column, knowledge(), await loadTables())
        : undefined;
      return found
        ? {
            contents: [{ value: found.text }],
            range: new monaco.Range(lineNumber, found.place.from, lineNumber, found.place.to),
          }
        : null;
    },
  });
  return () => {
    completion.dispose();
    hover.dispose();
  };
}

/** A key brings its colon along, where there is none yet. */
function insertText(line: string, to: number, insert: string, kind: Suggestion['kind']): string {
  const hasColon = /^\s*(?:\|[\w|]*)?\s*:/.test(line.slice(to - 1));
  return kind === 'member' && hasColon ? insert.replace(/:\s*$/, '') : insert;
}
