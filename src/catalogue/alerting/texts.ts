const UNPAIRED = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/**
 * Text of a rule as part of a Go template that gives the same text: Grafana expands annotations and labels at each
 * evaluation. `$` is written by an action too, and never before `{`, because newer versions of Grafana replace `${NAME}`
 * in annotations when they provision files. The end is guarded, so that templates may follow.
 */
export function asTemplate(text: string): string {
  return text.replace(/[${]+/g, (run, at: number) => {
    if (run === '{' && at + 1 < text.length) {
      return run;
    }
    return `{{ ${run.includes('${') ? goString(run) : `"${run}"`} }}`;
  });
}

/** A text as Go's string literal, without `$` and `{`, which others than Go look at. */
export function goString(text: string): string {
  return JSON.stringify(text.replace(UNPAIRED, '\uFFFD')).replace(/[${]/g, (special) =>
    special === '$' ? '\\u0024' : '\\u007b'
  );
}

// PostgreSQL refuses NUL, YAML most of the others.
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/g;

/** Text that every database and format of Grafana takes: no control characters, no halves of characters, `\n` for line ends. */
export function plainText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(CONTROL, '').replace(UNPAIRED, '\uFFFD').trim();
}

/** The text in one line. */
export function oneLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ');
}

/** Grafana's limit of a title, in bytes. */
export const MAX_TITLE = 190;

/** The text cut to so many UTF-8 bytes between characters, with an ellipsis where something is left out. */
export function cutBytes(text: string, most: number): string {
  if (byteLength(text) <= most) {
    return text;
  }
  let kept = '';
  let left = most - byteLength('…');
  for (const character of text) {
    left -= byteLength(character);
    if (left < 0) {
      break;
    }
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
