import { repeatedOf, type Checked, type Issue } from './issue';

/** Names behind `attack.` and `d3fend.` that exist; a namespace without a list is not checked. */
export interface KnownTags {
  readonly attack?: ReadonlySet<string>;
  readonly d3fend?: ReadonlySet<string>;
}

const FORMAT = /^[a-z0-9_-]+\.[a-z0-9_.-]+$/;
const NAMESPACES = new Set(['attack', 'car', 'cve', 'd3fend', 'detection', 'stp', 'tlp']);
/** What stands behind the namespace (tags appendix). */
const NAMES: Readonly<Record<string, { readonly pattern: RegExp; readonly like: string }>> = {
  car: { pattern: /^[0-9]{4}-[0-9]{2}-[0-9]{3}$/, like: 'car.2016-04-005' },
  cve: { pattern: /^[0-9]+-[0-9]+$/, like: 'cve.2021-44228' },
  detection: { pattern: /^(?:dfir|emerging-threats|threat-hunting)/, like: 'detection.emerging-threats' },
  stp: { pattern: /^[1-5][auk]?$/, like: 'stp.3a' },
  tlp: { pattern: /^(?:red|amber|amber-strict|green|white|clear)$/, like: 'tlp.amber' },
};

export function checkTags(document: Checked, known: KnownTags): Issue[] {
  const repeated = repeatedOf(document.tags);
  return [
    ...repeated.map((tag) => issue('duplicate-tag', `The tag "${tag}" stands here twice. Remove one.`)),
    ...document.tags.flatMap((tag) => checkTag(tag, known)),
  ];
}

function issue(code: Issue['code'], message: string): Issue {
  return { code, severity: 'warning', message, path: 'tags' };
}

function checkTag(tag: string, known: KnownTags): Issue[] {
  const dot = tag.indexOf('.');
  const [namespace, name] = [tag.slice(0, dot), tag.slice(dot + 1)];
  const shown = tag.slice(0, 60);
  const rule = Object.hasOwn(NAMES, namespace) ? NAMES[namespace] : undefined;
  const names = namespace === 'attack' ? known.attack : namespace === 'd3fend' ? known.d3fend : undefined;
  const found: Array<false | Issue> = [
    !FORMAT.test(tag) &&
      issue(
        'tag-format',
        `The tag "${shown}" has characters that tags do not have. Use lower case letters, digits, "-", "_" and ".".`
      ),
    !NAMESPACES.has(namespace) &&
      issue(
        'tag-namespace',
        `There is no tag namespace "${namespace.slice(0, 40)}". Use one of: ${[...NAMESPACES].join(', ')}.`
      ),
    rule !== undefined &&
      !rule.pattern.test(name) &&
      issue('tag-name', `The tag "${shown}" does not have the form of its namespace. Write it like ${rule.like}.`),
    names !== undefined &&
      !names.has(name) &&
      issue('tag-name', `"${shown}" is no technique, tactic or other object of its matrix. Look it up and correct it.`),
  ];
  return found.filter((entry) => entry !== false);
}
