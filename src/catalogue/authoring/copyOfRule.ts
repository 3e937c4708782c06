import { printYaml } from '../../sigma';

export interface CopyChoices {
  /** The rule that is copied. */
  readonly of: { readonly id: string; readonly title: string };
  /** A new UUID. */
  readonly id: string;
  /** The day of copying, `2026-01-31`. */
  readonly date: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MOST_TITLE = 256;

/**
 * A rule's text as a rule of one's own: new title, id and date, and in `related` the rule that it derives from. All else stays
 * byte for byte, comments too.
 */
export function copyOfRule(text: string, { of, id, date }: CopyChoices): string {
  let lines = text.replace(/\r\n?/g, '\n').split('\n');
  lines = withMember(lines, 'title', printYaml({ title: `Copy of ${of.title}`.slice(0, MOST_TITLE) }), 'top');
  lines = withMember(lines, 'id', printYaml({ id }), 'title');
  lines = withMember(lines, 'date', printYaml({ date }), 'id');
  lines = without(lines, 'modified');
  // Some ids are no UUIDs but the names of files, which "related" does not take.
  return (UUID.test(of.id) ? withRelated(lines, of.id) : lines).join('\n');
}

function withMember(lines: readonly string[], name: string, written: string, behind: string): string[] {
  const text = written.replace(/\n$/, '').split('\n');
  const own = rangeOf(lines, name);
  if (own) {
    return [...lines.slice(0, own.from), ...text, ...lines.slice(own.to)];
  }
  const at = rangeOf(lines, behind)?.to ?? firstMember(lines);
  return [...lines.slice(0, at), ...text, ...lines.slice(at)];
}

function without(lines: readonly string[], name: string): string[] {
  const own = rangeOf(lines, name);
  return own ? [...lines.slice(0, own.from), ...lines.slice(own.to)] : [...lines];
}

function withRelated(lines: readonly string[], id: string): string[] {
  const own = rangeOf(lines, 'related');
  if (!own) {
    return withMember(lines, 'related', printYaml({ related: [{ id, type: 'derived' }] }), 'id');
  }
  const indentation = /^(\s*)- /.exec(lines[own.from + 1] ?? '')?.[1];
  if (indentation === undefined || !/^related:\s*(?:#.*)?$/.test(lines[own.from])) {
    // A list in brackets is left as it is.
    return [...lines];
  }
  const item = [`${indentation}- id: ${id}`, `${indentation}  type: derived`];
  return [...lines.slice(0, own.from + 1), ...item, ...lines.slice(own.from + 1)];
}

/** Lines of a member of the document, up to the next one; blank lines and comments behind it are not its own. */
function rangeOf(lines: readonly string[], name: string): { from: number; to: number } | undefined {
  const from = lines.findIndex((line) => new RegExp(`^(?:${name}|"${name}"|'${name}')\\s*:(?:\\s|$)`).test(line));
  if (from < 0) {
    return undefined;
  }
  const next = lines.findIndex((line, index) => index > from && /^[^\s#-]/.test(line));
  let to = next < 0 ? lines.length : next;
  while (to > from + 1 && /^\s*(?:#.*)?$/.test(lines[to - 1])) {
    to--;
  }
  return { from, to };
}

function firstMember(lines: readonly string[]): number {
  return Math.max(
    0,
    lines.findIndex((line) => /^[^\s#-]/.test(line))
  );
}
