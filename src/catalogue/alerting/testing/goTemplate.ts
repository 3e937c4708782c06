/**
 * As much of Go's `text/template` as our templates use: text and trim markers, comments, `define` and `template`, `range`, `with`, `if`
 * with `else` and `else if`, variables, chains of fields, literals, calls and pipelines. It throws for everything else, so that a
 * stray `{{` is found. A missing member is undefined, which is false.
 */
export interface GoTemplate {
  run(data: unknown, name?: string): string;
}
export type Functions = Readonly<Record<string, (...values: unknown[]) => unknown>>;

type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'pipe'; readonly words: readonly string[] }
  | { readonly kind: 'assign'; readonly name: string; readonly declares: boolean; readonly words: readonly string[] }
  | { readonly kind: 'template'; readonly name: string; readonly words: readonly string[] }
  | {
      readonly kind: 'if' | 'with' | 'range';
      readonly words: readonly string[];
      readonly then: readonly Node[];
      readonly otherwise: readonly Node[];
    };
interface Scope {
  readonly dot: unknown;
  readonly variables: Map<string, { value: unknown }>;
}

const STRING = '"(?:[^"\\\\]|\\\\.)*"|`[^`]*`';
const TOKEN = new RegExp(
  `\\{\\{(-? (?:/\\*.*?\\*/|(?:${STRING}|(?!\\}\\})[^"\`])*?)|(?:${STRING}|(?!\\}\\})[^"\`])*?)\\}\\}|((?:(?!\\{\\{)[^])+)`,
  'gy'
);
const WORD = new RegExp(`${STRING}|:=|[|()=]|[^\\s|()=:]+`, 'g');

/** Parses a template. `variables` are `$name` → member of the data. Throws for what it does not know. */
export function goTemplate(
  text: string,
  functions: Functions,
  variables: Readonly<Record<string, string>> = {}
): GoTemplate {
  const defined = new Map<string, readonly Node[]>();
  const main = parse(actionsOf(text), defined);
  return {
    run(data, name) {
      const nodes = name === undefined ? main : defined.get(name);
      if (!nodes) {
        throw new Error(`no template "${name ?? ''}"`);
      }
      const own = Object.entries(variables).map(
        ([variable, member]) => [variable, { value: get(data, member) }] as const
      );
      return new Runner(functions, defined).nodes(nodes, { dot: data, variables: new Map(own) });
    },
  };
}

/** Texts and actions, white space trimmed where `{{-` and `-}}` say so, comments left out. */
function actionsOf(template: string): Array<{ text: string } | { words: readonly string[] }> {
  const parts: Array<{ text: string } | { words: readonly string[] }> = [];
  let read = 0;
  let trimNext = false;
  for (const [whole, action, literal] of template.matchAll(TOKEN)) {
    read += whole.length;
    if (action === undefined) {
      parts.push({ text: trimNext ? literal.trimStart() : literal });
      trimNext = false;
      continue;
    }
    const before = parts.at(-1);
    if (/^- /.test(action) && before && 'text' in before) {
      before.text = before.text.trimEnd();
    }
    trimNext = / -$/.test(action);
    const inner = action.replace(/^- | -$/g, '').trim();
    if (!inner.startsWith('/*')) {
      parts.push({ words: inner.match(WORD) ?? [] });
    }
  }
  if (read !== template.length) {
    throw new Error(`no template from here: ${template.slice(read, read + 80)}`);
  }
  return parts;
}

function parse(parts: ReturnType<typeof actionsOf>, defined: Map<string, readonly Node[]>): Node[] {
  let at = 0;
  const block = (closers: readonly string[]): { nodes: Node[]; closer: readonly string[] } => {
    const nodes: Node[] = [];
    for (;;) {
      const part = parts[at++];
      if (part === undefined) {
        if (closers.length > 0) {
          throw new Error(`${closers.join(' or ')} is missing`);
        }
        return { nodes, closer: [] };
      }
      if ('text' in part) {
        nodes.push({ kind: 'text', text: part.text });
        continue;
      }
      const [head = '', ...words] = part.words;
      if (head === 'end' || head === 'else') {
        if (!closers.includes(head)) {
          throw new Error(`${head} without a beginning`);
        }
        return { nodes, closer: part.words };
      }
      if (head === 'define') {
        defined.set(JSON.parse(words[0]) as string, block(['end']).nodes);
      } else if (head === 'if' || head === 'with' || head === 'range') {
        nodes.push(branch(head, words));
      } else if (head === 'template') {
        nodes.push({ kind: 'template', name: JSON.parse(words[0]) as string, words: words.slice(1) });
      } else if (head.startsWith('$') && (words[0] === ':=' || words[0] === '=')) {
        nodes.push({ kind: 'assign', name: head, declares: words[0] === ':=', words: words.slice(1) });
      } else {
        nodes.push({ kind: 'pipe', words: part.words });
      }
    }
  };
  const branch = (kind: 'if' | 'with' | 'range', words: readonly string[]): Node => {
    const { nodes: then, closer } = block(['else', 'end']);
    if (closer[0] === 'end') {
      return { kind, words, then, otherwise: [] };
    }
    const [, next, ...rest] = closer;
    if (next === 'if' || next === 'with') {
      return { kind, words, then, otherwise: [branch(next, rest)] };
    }
    return { kind, words, then, otherwise: block(['end']).nodes };
  };
  return block([]).nodes;
}

class Runner {
  constructor(
    private readonly functions: Functions,
    private readonly defined: ReadonlyMap<string, readonly Node[]>
  ) {}

  nodes(nodes: readonly Node[], outer: Scope): string {
    const scope = { dot: outer.dot, variables: new Map(outer.variables) };
    return nodes.map((node) => this.node(node, scope)).join('');
  }

  private node(node: Node, scope: Scope): string {
    if (node.kind === 'text') {
      return node.text;
    }
    const value = this.pipe(node.words, scope);
    switch (node.kind) {
      case 'pipe':
        return value === undefined ? '<no value>' : String(value);
      case 'assign': {
        const known = scope.variables.get(node.name);
        if (node.declares) {
          scope.variables.set(node.name, { value });
        } else if (known) {
          known.value = value;
        } else {
          throw new Error(`no variable ${node.name}`);
        }
        return '';
      }
      case 'template': {
        const nodes = this.defined.get(node.name);
        if (!nodes) {
          throw new Error(`no template "${node.name}"`);
        }
        return this.nodes(nodes, { dot: value, variables: new Map() });
      }
      case 'range': {
        const items = (value ?? []) as unknown[];
        return items.length === 0
          ? this.nodes(node.otherwise, scope)
          : items.map((dot) => this.nodes(node.then, { ...scope, dot })).join('');
      }
      case 'with':
        return holds(value) ? this.nodes(node.then, { ...scope, dot: value }) : this.nodes(node.otherwise, scope);
      case 'if':
        return this.nodes(holds(value) ? node.then : node.otherwise, scope);
    }
  }

  private pipe(words: readonly string[], scope: Scope): unknown {
    const bar = words.lastIndexOf('|');
    const command = words.slice(bar + 1);
    const piped = bar < 0 ? [] : [this.pipe(words.slice(0, bar), scope)];
    const [head = ''] = command;
    if (/^[a-zA-Z]\w*$/.test(head) && head !== 'true' && head !== 'false') {
      return this.call(head, [...command.slice(1).map((word) => this.operand(word, scope)), ...piped]);
    }
    if (command.length !== 1 || piped.length > 0) {
      throw new Error(`no action: ${words.join(' ')}`);
    }
    return this.operand(head, scope);
  }

  private operand(word: string, scope: Scope): unknown {
    if (word.startsWith('"')) {
      return JSON.parse(word);
    }
    if (word.startsWith('`')) {
      return word.slice(1, -1);
    }
    if (/^(?:true|false|\d+)$/.test(word)) {
      return JSON.parse(word);
    }
    if (/^[a-zA-Z]\w*$/.test(word)) {
      return this.call(word, []);
    }
    const [root, ...path] = word.split('.');
    if (!/^(?:\$\w+)?(?:\.\w+)*$|^\.$/.test(word)) {
      throw new Error(`no operand: ${word}`);
    }
    const variable = scope.variables.get(root);
    if (root !== '' && !variable) {
      throw new Error(`no variable ${root}`);
    }
    return path.filter(Boolean).reduce(get, root === '' ? scope.dot : variable?.value);
  }

  private call(name: string, values: readonly unknown[]): unknown {
    if (!(name in this.functions)) {
      throw new Error(`no function "${name}"`);
    }
    return this.functions[name](...values);
  }
}

function get(value: unknown, member: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[member] : undefined;
}

function holds(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
