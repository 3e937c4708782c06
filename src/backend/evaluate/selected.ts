import type { Level } from '../../contract/levels';
import type { RuleSelection } from '../../contract/query';
import { quietRules, type SigmaCorrelation, type SigmaRule } from '../../sigma';
import { QueryError } from '../queries/queryError';
import type { RuleBook } from '../rules/ruleBook';
import { reachOf } from './reach';

/** A rule or correlation that a query asks for, with its labels. */
export interface SelectedRule {
  readonly rule: SigmaRule | SigmaCorrelation;
  /** `rule_id`. */
  readonly key: string;
  readonly title: string;
  readonly level: Level;
  /** The level as the site labels it. */
  readonly severity: string;
}

export interface Selection {
  readonly book: RuleBook;
  readonly rules: readonly SelectedRule[];
  /** What the user should know, for example ids that no loaded rule has. */
  readonly notices: readonly string[];
}

const SHOWN_TITLES = 3;

type SeverityLabels = Readonly<Record<Level, string>>;

/**
 * The rules of the catalogue that a query asks for. A rule that a correlation uses without `generate: true` raises no
 * alert of its own (Sigma correlations specification, `generate`), unless the query names it.
 *
 * @throws QueryError where ids are asked for and no loaded rule has one of them
 */
export function selectRules(book: RuleBook, selection: RuleSelection, labels: SeverityLabels): Selection {
  const notices: string[] = [];
  const named = new Set(selection.ids ?? []);
  const missing = [...named].filter((id) => !book.byKey.has(id));
  if (missing.length > 0 && missing.length === named.size) {
    throw new QueryError(
      `No rule with the id ${missing.join(', ')} is loaded. Choose another, or see the problems of the rule folders in the catalogue.`
    );
  }
  if (missing.length > 0) {
    notices.push(`No rule with the id ${missing.join(', ')} is loaded; the others are searched.`);
  }
  notices.push(...disabledNotices(book, named));
  const silent = quietRules(book.ruleSet.correlations);
  const rules = book.catalogue
    .select(selection)
    .filter((rule) => named.has(rule.key) || !silent.has(rule.key))
    .map((rule) => labelled(rule, labels));
  if (rules.length === 0) {
    notices.push('No rule matches the selection.');
  }
  return { book, rules, notices };
}

/** A rule that is named runs even if it is switched off; the user may not know. */
function disabledNotices(book: RuleBook, named: ReadonlySet<string>): string[] {
  const rules = [...named].flatMap((key) => (book.isEnabled(key) ? [] : (book.byKey.get(key) ?? [])));
  return [
    ...namedNotice(
      rules.filter(({ key }) => book.foreign.has(key)),
      'not written for CloudTrail'
    ),
    ...namedNotice(
      rules.filter(({ key }) => !book.foreign.has(key)),
      'disabled in the data source'
    ),
  ];
}

function namedNotice(rules: ReadonlyArray<{ readonly title: string }>, state: string): string[] {
  const shown = rules.slice(0, SHOWN_TITLES).map(({ title }) => `"${title}"`);
  const more = rules.length - shown.length;
  const names = `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  if (rules.length < 2) {
    return rules.map(() => `The rule ${names} is ${state}; it runs because the query names it.`);
  }
  return [`The rules ${names} are ${state}; they run because the query names them.`];
}

/** All rules of an inline rule set. */
export function selectAll(book: RuleBook, labels: SeverityLabels): Selection {
  const silent = quietRules(book.ruleSet.correlations);
  const rules = [...book.ruleSet.rules, ...book.ruleSet.correlations].filter((rule) => !silent.has(rule.key));
  return { book, rules: rules.map((rule) => labelled(rule, labels)), notices: [] };
}

/** The plain rules that must be run: the selected ones and those that selected correlations look at, however far down. */
export function neededRules({ book, rules }: Selection): readonly SigmaRule[] {
  return reachOf(book, rules).rules;
}

function labelled(rule: SigmaRule | SigmaCorrelation, labels: SeverityLabels): SelectedRule {
  const level = rule.level ?? 'informational';
  return { rule, key: rule.key, title: rule.title, level, severity: labels[level] };
}
