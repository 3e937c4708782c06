import type { EventCoverage, ExclusionRow, IndicatorRow, RulePage, RuleStage } from '../../contract/resources';
import { ATTACK_NOTICE } from '../attack';
import { textTable } from './textTable';

const EXCLUSIONS_NOTE =
  'What holds the rule back: the predicates of its top-level NOT(…) conjuncts. An event that one row fits is not reported.';
const INDICATORS_NOTE =
  'What the rule looks for, a value a line. Corpus: how many other rules of the catalogue look for the same field, kind ' +
  'and value; a high count is a widely used indicator, 0 one of this rule alone.';

/** A rule page as text, section by section in the page's order. Ends with a newline. */
export function renderPageText(page: RulePage): string {
  const sections = [
    'Detection rules › Sigma',
    page.title,
    header(page),
    ...(page.description === undefined ? [] : [paragraphs(page.description)]),
    section('MITRE ATT&CK coverage', attack(page)),
    section('Event coverage', coverage(page.eventCoverage)),
    section('Rule body yaml', page.body.trimEnd()),
    section('Stages and Predicates', stages(page.stages)),
    section('Exclusions', `${EXCLUSIONS_NOTE}\n\n${exclusions(page.exclusions)}`),
    section('Indicators', `${INDICATORS_NOTE}\n\n${indicators(page.indicators)}`),
    ...lists(page),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** Lines of a paragraph make one, as on a page; lists and indented text keep their lines. */
function paragraphs(text: string): string {
  return text
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replace(/[ \t]*\n(?![ \t]*[-*•]|[ \t]{2,})/g, ' '))
    .join('\n\n');
}

function section(title: string, content: string): string {
  return `${title}\n\n${content}`;
}

/** Each label on a line, its value on the next. */
function header(page: RulePage): string {
  const { product, service, category } = page.logsource;
  const logSource = Object.entries({ product, service, category })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
  const rows: Array<[string, string | undefined]> = [
    ['Status', page.status],
    ['Severity', page.level],
    ['Log source', logSource || undefined],
    ['Author', page.author],
    ['Source', page.source],
    ['Id', page.id],
    ['Licence', page.license],
    ['Date', page.date],
    ['Modified', page.modified],
    ['Tags', page.tags.join(', ') || undefined],
  ];
  return rows.flatMap(([label, value]) => (value === undefined ? [] : `${label}\n${value}`)).join('\n');
}

function attack(page: RulePage): string {
  if (page.attack.length === 0) {
    return 'The rule names no tactic or technique.';
  }
  const lines = page.attack.flatMap(({ tactic, techniques }) => [
    `${tactic.id} ${tactic.name}`.trim() || 'Techniques that this release of ATT&CK does not have',
    ...techniques.map(({ id, name, url }) => `  ${[id, name, url].filter(Boolean).join('  ')}`),
  ]);
  return [...lines, '', ATTACK_NOTICE].join('\n');
}

function coverage(rows: readonly EventCoverage[]): string {
  if (rows.length === 0) {
    return 'No event can satisfy the condition.';
  }
  return textTable(
    ['Event source', 'Event name', 'Category', 'Access', 'LookupEvents'],
    rows.map(({ eventSource, eventName, category, readOnly, visible }) => [
      eventSource,
      eventName,
      category,
      readOnly === undefined ? '' : readOnly ? 'read' : 'write',
      visible ? 'visible' : 'not visible',
    ])
  );
}

function stages(all: readonly RuleStage[]): string {
  const rows = all.flatMap(({ index, predicates = [] }) =>
    predicates.map((row) => [
      String(index),
      row.field || 'any field',
      [row.negated ? 'not' : '', row.kind, row.cased ? '(cased)' : ''].filter(Boolean).join(' '),
      row.values.join(' | '),
    ])
  );
  return [
    ...all.map(({ index, name, yaml }) => `Stage ${index}: ${name}\n\n${yaml}`),
    ...(rows.length === 0 ? [] : [textTable(['Stage', 'Field', 'Kind', 'Values'], rows)]),
  ].join('\n\n');
}

function exclusions(rows: readonly ExclusionRow[]): string {
  return rows.length === 0
    ? 'The rule excludes nothing.'
    : textTable(
        ['Field', 'Kind', 'Excluded values'],
        rows.map(({ field, kind, values }) => [field || 'any field', kind, values.join(' | ')])
      );
}

/** A line for each value, with the number of other rules that look for it. */
function indicators(rows: readonly IndicatorRow[]): string {
  return rows.length === 0
    ? 'The rule looks for no value.'
    : textTable(
        ['Field', 'Kind', 'Values', 'Corpus'],
        rows.flatMap(({ field, kind, values, corpus }) =>
          values.map((value, index) => [
            index === 0 ? field || 'any field' : '',
            index === 0 ? kind : '',
            value,
            String(corpus[index] ?? 0),
          ])
        )
      );
}

function lists(page: RulePage): string[] {
  const bullets = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : [section(title, items.map((item) => `- ${item}`).join('\n'))];
  return [
    ...bullets('False positives', page.falsepositives),
    ...bullets('References', page.references),
    ...bullets(
      'Related rules',
      (page.related ?? []).map(({ id, type, title }) => `${type}: ${title === undefined ? id : `${title} (${id})`}`)
    ),
  ];
}
