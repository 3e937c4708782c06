/** Grafana's `templateSrv.replace` with the scoped variables already given. */
export type Replace = (text: string, format?: string | ((value: unknown) => string)) => string;

// Control characters mark where a variable with several values stood: no value holds them.
const [START, BETWEEN, END] = ['\u0001', '\u0002', '\u0003'];
const SEVERAL = new RegExp(`${START}([^${END}]*)${END}`);
const AS_CSV = /\$\{[^}:]+:csv\}|\[\[[^\]:]+:csv\]\]/;

/**
 * A text with its variables replaced: one text for each value (and for each combination where it names several
 * variables), none where a variable has no value.
 */
export function expand(text: string, replace: Replace): string[] {
  const marked = replace(text, (value) =>
    Array.isArray(value) ? `${START}${value.map(String).join(BETWEEN)}${END}` : String(value ?? '')
  );
  const texts = combinations(marked);
  return AS_CSV.test(text) ? texts.flatMap((entry) => entry.split(',')) : texts;
}

/** A list with its variables replaced, each value once, empty ones left out. */
export function expandList(list: readonly string[], replace: Replace): string[] {
  const values = list.flatMap((entry) => expand(String(entry), replace)).map((entry) => entry.trim());
  return [...new Set(values)].filter((entry) => entry !== '');
}

function combinations(marked: string): string[] {
  const found = SEVERAL.exec(marked);
  if (!found) {
    return [marked];
  }
  if (found[1] === '') {
    return [];
  }
  const before = marked.slice(0, found.index);
  const after = combinations(marked.slice(found.index + found[0].length));
  return found[1].split(BETWEEN).flatMap((value) => after.map((rest) => `${before}${value}${rest}`));
}
