/** What Grafana gives a template of an annotation or a label. */
export interface TemplateData {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, number>>;
}
/** An action, whose strings may hold what ends it, or text. */
const TOKEN = /\{\{((?:"(?:[^"\\]|\\.)*"|`[^`]*`|(?!\}\})[^"`])*)\}\}|((?:(?!\{\{)[^])+)/g;
type Scope = TemplateData & { readonly dot?: unknown };

/**
 * Expands a template as Grafana does, as far as our templates go: text, string literals, `$labels.x`, `with … else`, `if eq`,
 * and the functions that they call. Throws for everything else, so that a stray `{{` is found.
 */
export function expandTemplate(template: string, data: TemplateData): string {
  const tokens = [...template.matchAll(TOKEN)].map(([, action, text]) =>
    action === undefined ? { text: text ?? '' } : { action: action.trim() }
  );
  let at = 0;
  const run = (scope: Scope, shown: boolean): { text: string; ended: string } => {
    let text = '';
    while (at < tokens.length) {
      const { action, text: literal } = tokens[at++] as { action?: string; text?: string };
      if (action === undefined) {
        text += literal ?? '';
        continue;
      }
      if (action === 'end' || action === 'else') {
        return { text: shown ? text : '', ended: action };
      }
      const [, keyword, argument] = /^(with|if) (.+)$/.exec(action) ?? [];
      if (keyword === undefined) {
        text += shown ? String(evaluate(action, scope) ?? '<no value>') : '';
        continue;
      }
      const value = shown ? evaluate(argument, scope) : undefined;
      const holds = value !== undefined && value !== '' && value !== false;
      const then = run(keyword === 'with' ? { ...scope, dot: value } : scope, shown && holds);
      text += then.text;
      if (then.ended === 'else') {
        text += run(scope, shown && !holds).text;
      }
    }
    return { text: shown ? text : '', ended: '' };
  };
  const { text, ended } = run(data, true);
  if (ended !== '' || template.length !== tokensLength(template)) {
    throw new Error(`not a template: ${template}`);
  }
  return text;
}

function tokensLength(template: string): number {
  return [...template.matchAll(TOKEN)].reduce((sum, [whole]) => sum + whole.length, 0);
}

function evaluate(expression: string, scope: Scope): unknown {
  const words: readonly string[] = expression.match(/"(?:[^"\\]|\\.)*"|`[^`]*`|\S+/g) ?? [];
  const pipe = words.indexOf('|');
  const values = words.slice(0, pipe < 0 ? words.length : pipe).map((word): unknown => {
    const label = /^\$labels\.(\w+)$/.exec(word)?.[1];
    const ref = /^\$values\.(\w+)$/.exec(word)?.[1];
    if (label !== undefined) {
      return scope.labels[label];
    }
    if (ref !== undefined) {
      return ref in scope.values ? { Value: scope.values[ref] } : undefined;
    }
    if (word.startsWith('"')) {
      return JSON.parse(word);
    }
    if (word.startsWith('`')) {
      return word.slice(1, -1);
    }
    return word === '.' ? scope.dot : word === '.Value' ? (scope.dot as { Value: number }).Value : { name: word };
  });
  const [head, ...rest] = values;
  const value = isName(head) ? call(head.name, rest) : rest.length === 0 ? head : call('', []);
  return pipe < 0 ? value : call(words[pipe + 1], [], value);
}

function isName(value: unknown): value is { name: string } {
  return typeof value === 'object' && value !== null && 'name' in value;
}

function call(name: string, values: readonly unknown[], last?: unknown): unknown {
  switch (name) {
    case 'eq':
      return values.slice(1).includes(values[0]);
    case 'printf':
      return Number(values[1]).toFixed(0);
    case 'urlquery':
      return encodeURIComponent(String(last)).replaceAll('%20', '+');
    case 'externalURL':
      return 'https://grafana.example/';
    case 'reReplaceAll':
      // Go's \z is JavaScript's $.
      return String(isName(values[2]) ? call(values[2].name, []) : values[2]).replace(
        new RegExp(String(values[0]).replace('\\z', '$'), 'g'),
        String(values[1])
      );
    default:
      throw new Error(`no function "${name}"`);
  }
}
