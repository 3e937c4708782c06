import { repeatedOf, type Checked, type Issue } from './issue';

/** Names behind `attack.` and `d3fend.` that exist; a namespace without a list is not checked. */
export interface KnownTags {
  readonly attack?: ReadonlySet<string>;
  readonly d3fend?: ReadonlySet<string>;
}

/** A namespace of the tags appendix: the form of its names, or the list that names must be in. */
interface Namespace {
  readonly form?: RegExp;
  readonly example?: string;
  readonly list?: keyof KnownTags;
}

/** The appendix's namespaces. `tlp.white` is what TLP 1, which FIRST published too, calls `clear`. */
const NAMESPACES: ReadonlyMap<string, Namespace> = new Map<string, Namespace>([
  ['attack', { list: 'attack' }],
  ['car', { form: /^\d{4}-\d{2}-\d{3}$/, example: '2016-04-005' }],
  ['cve', { form: /^\d{4}-\d{4,}$/, example: '2021-44228' }],
  ['d3fend', { list: 'd3fend' }],
  ['detection', { form: /^(?:dfir|emerging-threats|threat-hunting)$/, example: 'emerging-threats' }],
  ['stp', { form: /^[1-5][auk]?$/, example: '3a' }],
  ['tlp', { form: /^(?:red|amber(?:-strict)?|green|clear|white)$/, example: 'amber' }],
]);
/** The pattern of the rules' schema. */
const WELL_FORMED = /^[a-z0-9_-]+\.[a-z0-9._-]+$/;

/** What is odd in a document's tags: form, namespace, name, repetition. */
export function checkTags({ tags }: Checked, known: KnownTags): Issue[] {
  return [
    ...repeatedOf(tags).map((tag) => warning('duplicate-tag', `The tag "${tag}" stands here twice. Remove one.`)),
    ...tags.flatMap((tag) => [...checkForm(tag), ...checkName(tag, known)]),
  ];
}

function checkForm(tag: string): Issue[] {
  return WELL_FORMED.test(tag)
    ? []
    : [
        warning(
          'tag-format',
          `The tag "${shorten(tag)}" is not of the form namespace.name. Use lower case letters, digits, "-", "_" and "." only.`
        ),
      ];
}

function checkName(tag: string, known: KnownTags): Issue[] {
  const [prefix = '', ...rest] = tag.split('.');
  const name = rest.join('.');
  const namespace = NAMESPACES.get(prefix);
  if (!namespace) {
    const all = [...NAMESPACES.keys()].join(', ');
    return [warning('tag-namespace', `There is no tag namespace "${shorten(prefix)}". Use one of: ${all}.`)];
  }
  const { form, example, list } = namespace;
  if (form && !form.test(name)) {
    const message = `The tag "${shorten(tag)}" does not have the form of its namespace. Write it like ${prefix}.${example ?? ''}.`;
    return [warning('tag-name', message)];
  }
  const names = list && known[list];
  if (names && !names.has(name)) {
    const message = `"${shorten(tag)}" is no technique, tactic or other object of its matrix. Look it up and correct it.`;
    return [warning('tag-name', message)];
  }
  return [];
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function warning(code: Issue['code'], message: string): Issue {
  return { code, severity: 'warning', message, path: 'tags' };
}
