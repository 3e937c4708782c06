/** A piece of Terraform's language that stands as it is: a reference, a call. */
export interface HclRaw {
  readonly raw: string;
}
export type HclValue = string | number | boolean | HclRaw | readonly HclValue[] | { readonly [name: string]: HclValue };

/** A block: its head (`resource "grafana_folder" "x"`), arguments, then blocks within. */
export interface HclBlock {
  readonly type: string;
  readonly labels?: readonly string[];
  readonly arguments: Readonly<Record<string, HclValue | undefined>>;
  readonly blocks?: readonly HclBlock[];
}

/** A file of blocks, laid out as `terraform fmt` lays it out. */
export function printHcl(blocks: readonly HclBlock[]): string {
  return blocks.map((block) => printBlock(block, '')).join('\n');
}

/**
 * A quoted template that gives the text: `${` and `%{` would begin an interpolation or a directive (HCL native syntax
 * specification, "Quoted templates").
 */
export function hclString(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replace(/[\u0000-\u001F\u007F-\u009F\u2028\u2029\uFEFF]/g, unicodeEscape)
    .replace(/[$%](?=\{)/g, '$&$&');
  return `"${escaped}"`;
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function printBlock(block: HclBlock, indent: string): string {
  const inner = `${indent}  `;
  const head = [block.type, ...(block.labels ?? []).map(hclString)].join(' ');
  const blocks = (block.blocks ?? []).map((each) => printBlock(each, inner));
  const parts = [printArguments(block.arguments, inner), ...blocks].filter((part) => part !== '');
  return `${indent}${head} {\n${parts.join('\n')}${indent}}\n`;
}

/** Equals signs stand below each other between arguments of one line each. */
function printArguments(entries: HclBlock['arguments'], indent: string): string {
  const printed = Object.entries(entries).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, text: printValue(value, indent) }]
  );
  const run = (at: number, step: 1 | -1): number => {
    let widest = 0;
    for (let each = at; printed[each] && !printed[each].text.includes('\n'); each += step) {
      widest = Math.max(widest, printed[each].name.length);
    }
    return widest;
  };
  return printed
    .map(({ name, text }, at) => {
      const width = text.includes('\n') ? name.length : Math.max(run(at, 1), run(at, -1));
      return `${indent}${name.padEnd(width)} = ${text}\n`;
    })
    .join('');
}

function printValue(value: HclValue, indent: string): string {
  if (typeof value === 'string') {
    return hclString(value);
  }
  if (typeof value !== 'object') {
    return String(value);
  }
  if (isList(value)) {
    return `[${value.map((item) => printValue(item, indent)).join(', ')}]`;
  }
  if (isRaw(value)) {
    return value.raw;
  }
  const inner = `${indent}  `;
  const names = Object.keys(value).map(hclString);
  const lines = printArguments(Object.fromEntries(Object.values(value).map((item, at) => [names[at], item])), inner);
  return lines === '' ? '{}' : `{\n${lines}${indent}}`;
}

function isList(value: HclValue): value is readonly HclValue[] {
  return Array.isArray(value);
}

function isRaw(value: object): value is HclRaw {
  return 'raw' in value && typeof value.raw === 'string';
}
