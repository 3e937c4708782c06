import type { Level } from '../contract/levels';
import type { RuleSelection } from '../contract/query';
import type { EventCoverage, RulePage, RulePredicatesResponse, RuleSummary } from '../contract/resources';
import type { Problem, RuleSet, SigmaCorrelation, SigmaFilter, SigmaRule } from '../sigma';
import { attackOf, techniqueIds } from './attack/attackOf';
import { navigatorLayer, type NavigatorLayer } from './attack/navigatorLayer';
import { corpusIndex, type CorpusIndex } from './corpus/corpusIndex';
import { eventCoverage, isCorrelationVisible, isVisible, joinCoverage, servicesOf } from './coverage/eventCoverage';
import { countFacet, FACET_MEMBER, FACETS } from './facets';
import { occurrencesOf, shownField, shownValue } from './page/predicateRows';
import { isForCloudTrail } from './logSource';
import { folderOf, rulePage, sourceOf, type PageContext } from './page/rulePage';
import { predicateIndex } from './search/predicateIndex';
import { selects, type Selectable } from './selection';

type AnyRule = SigmaRule | SigmaCorrelation;

export interface CatalogueOptions {
  /** Whether a rule is switched on; without it every rule is. */
  enabled?(rule: AnyRule): boolean;
  /** The level that a rule's text has, where it is shown with another. */
  writtenLevel?(rule: AnyRule): Level | undefined;
}

/** The rules that are loaded, to be listed, searched and shown. Pages and indexes are made when first asked for. */
export interface Catalogue {
  readonly ruleSet: RuleSet;
  readonly problems: readonly Problem[];
  /** Rows of the selected rules, in the rule set's order; `withDisabled`: those that are switched off too. */
  summaries(selection: RuleSelection, withDisabled?: boolean): RuleSummary[];
  /** Facet → value → number of selected rules; a facet's own choice does not narrow it. */
  facets(selection: RuleSelection, withDisabled?: boolean): Record<string, Record<string, number>>;
  /** What every rule looks for, for a search over fields and values. */
  predicates(): RulePredicatesResponse;
  /** The page of the rule with this key; undefined where there is none. */
  page(key: string): RulePage | undefined;
  select(selection: RuleSelection): AnyRule[];
  /** Whether LookupEvents returns all the events that the rule can match; data events it never does. */
  isFullyVisible(rule: AnyRule): boolean;
  /** Whether the rule can fire on what a trail in S3 holds, data events among it. */
  isVisibleInTrail(key: string): boolean;
  /** ATT&CK coverage of all enabled rules. */
  attackLayer(): NavigatorLayer;
}

interface Entry extends Selectable {
  readonly rule: AnyRule;
}

/** Makes the catalogue of a rule set. Never throws for what a rule holds. */
export function buildCatalogue(ruleSet: RuleSet, options: CatalogueOptions = {}): Catalogue {
  const all: readonly AnyRule[] = [...ruleSet.rules, ...ruleSet.correlations];
  const byKey = new Map<string, AnyRule>(all.flatMap((rule) => (rule.id === undefined ? [] : [[rule.id, rule]])));
  all.forEach((rule) => byKey.set(rule.key, rule));
  const filters = new Map<string, SigmaFilter>(ruleSet.filters.map((filter) => [filter.key, filter]));
  const below = (rule: AnyRule) => rulesBelow(rule, (key) => byKey.get(key));
  const coverage = coverageReader(below);
  const isEnabled = (rule: AnyRule) => options.enabled?.(rule) ?? true;
  const levelAsWritten = (rule: AnyRule): { writtenLevel?: Level } => {
    const writtenLevel = options.writtenLevel?.(rule);
    return writtenLevel === undefined ? {} : { writtenLevel };
  };
  const pages = new Map<string, RulePage>();
  let corpus: CorpusIndex | undefined;
  let predicates: RulePredicatesResponse | undefined;
  let entries: readonly Entry[] | undefined;

  const listed = (): readonly Entry[] =>
    (entries ??= all.map((rule) => {
      let text: string | undefined;
      const summary = { ...summaryOf(rule, coverage, isEnabled(rule)), ...levelAsWritten(rule) };
      return { rule, summary, searchText: () => (text ??= searchTextOf(rule, summary)) };
    }));
  const selected = (selection: RuleSelection, withDisabled = false) =>
    listed().filter((entry) => selects(selection, entry, withDisabled));
  const context: PageContext = {
    get corpus() {
      return (corpus ??= corpusIndex(ruleSet.rules));
    },
    filtersOf: (rule) => rule.filters.flatMap((key) => filters.get(key) ?? []),
    coverageOf: (rule) => [...coverage.of(rule)],
    rulesBelow: below,
    find: (key) => byKey.get(key),
    correlationsOf: (rule) => ruleSet.correlations.filter(({ rules }) => rules.some((key) => byKey.get(key) === rule)),
    isTestedByDefault({ key, source: { file } }) {
      const last = (rules: readonly AnyRule[]) => rules.filter(({ source }) => source.file === file).pop();
      return (last(ruleSet.correlations) ?? last(ruleSet.rules))?.key === key;
    },
  };

  return {
    ruleSet,
    problems: ruleSet.problems,
    summaries: (selection, withDisabled) => selected(selection, withDisabled).map(({ summary }) => summary),
    select: (selection) => selected(selection).map(({ rule }) => rule),
    facets(selection, withDisabled) {
      const whole = selected(selection, withDisabled);
      return Object.fromEntries(
        FACETS.map((facet) => {
          const member = FACET_MEMBER[facet];
          const counted =
            member && selection[member] ? selected({ ...selection, [member]: undefined }, withDisabled) : whole;
          return [
            facet,
            countFacet(
              facet,
              counted.map(({ summary }) => summary)
            ),
          ];
        })
      );
    },
    predicates: () => (predicates ??= predicateIndex(all)),
    page(key) {
      const rule = byKey.get(key);
      if (!rule) {
        return undefined;
      }
      let page = pages.get(rule.key);
      if (!page) {
        page = { ...rulePage(rule, context), ...levelAsWritten(rule), ...(isEnabled(rule) ? {} : { enabled: false }) };
        pages.set(rule.key, page);
      }
      return page;
    },
    isFullyVisible: (rule) => coverage.of(rule).every(({ visible }) => visible),
    isVisibleInTrail(key) {
      const rule = byKey.get(key);
      return rule !== undefined && coverage.inTrail(rule);
    },
    attackLayer: () =>
      navigatorLayer(selected({}).map(({ summary: { title, techniques } }) => ({ title, techniques }))),
  };
}

interface CoverageReader {
  of(rule: AnyRule): readonly EventCoverage[];
  visible(rule: AnyRule): boolean;
  inTrail(rule: AnyRule): boolean;
}

/** Event coverage of rules and correlations, each found once. */
function coverageReader(rulesBelow: (rule: AnyRule) => readonly SigmaRule[]): CoverageReader {
  const known = new Map<string, readonly EventCoverage[]>();
  const of = (rule: AnyRule): readonly EventCoverage[] => {
    let parts = known.get(rule.key);
    if (!parts) {
      parts = rule.kind === 'rule' ? eventCoverage(rule) : joinCoverage(rulesBelow(rule).map(of));
      known.set(rule.key, parts);
    }
    return parts;
  };
  const visible = (rule: AnyRule): boolean =>
    rule.kind === 'rule' ? isVisible(rule, of(rule)) : isCorrelationVisible(rule, rulesBelow(rule).map(visible));
  const inTrail = (rule: AnyRule): boolean =>
    rule.kind === 'rule' ? isForCloudTrail(rule) : isCorrelationVisible(rule, rulesBelow(rule).map(inTrail));
  return { of, visible, inTrail };
}

/**
 * The plain rules that a correlation looks at, however far down; a rule itself. Correlations may form long chains and share
 * parts, so this neither recurses nor visits one twice.
 */
function rulesBelow(rule: AnyRule, find: (key: string) => AnyRule | undefined): SigmaRule[] {
  const found = new Map<string, AnyRule>([[rule.key, rule]]);
  for (const next of found.values()) {
    for (const key of next.kind === 'correlation' ? next.rules : []) {
      const below = find(key);
      if (below) {
        found.set(below.key, below);
      }
    }
  }
  return [...found.values()].filter((below): below is SigmaRule => below.kind === 'rule');
}

function summaryOf(rule: AnyRule, coverage: CoverageReader, enabled: boolean): RuleSummary {
  return {
    id: rule.key,
    title: rule.title,
    kind: rule.kind,
    level: rule.level ?? 'informational',
    tags: [...rule.tags],
    services: servicesOf(coverage.of(rule)),
    tactics: attackOf(rule.tags).flatMap(({ tactic }) => tactic.name || tactic.id || []),
    techniques: techniqueIds(rule.tags),
    source: sourceOf(rule),
    visible: coverage.visible(rule),
    enabled,
    ...folderOf(rule),
    ...(rule.status === undefined ? {} : { status: rule.status }),
    ...(rule.description === undefined ? {} : { description: rule.description }),
    ...(rule.author === undefined ? {} : { author: rule.author }),
    ...(rule.date === undefined ? {} : { date: rule.date }),
    ...(rule.modified === undefined ? {} : { modified: rule.modified }),
  };
}

/** All that a search looks at: metadata, ATT&CK's names, fields and values. */
function searchTextOf(rule: AnyRule, summary: RuleSummary): string {
  const attack = attackOf(rule.tags).flatMap(({ tactic, techniques }) => [
    tactic.name,
    ...techniques.flatMap(({ id, name }) => [id, name]),
  ]);
  const predicates =
    rule.kind === 'rule'
      ? occurrencesOf(rule.expression).flatMap(({ predicate }) => [shownField(predicate), shownValue(predicate)])
      : [rule.type, ...rule.groupBy, ...rule.fields];
  const words = [
    rule.title,
    rule.key,
    rule.id,
    rule.name,
    rule.description,
    rule.author,
    summary.source,
    ...rule.tags,
    ...attack,
    ...summary.services,
    ...predicates,
  ];
  return [...new Set(words.filter(Boolean))].join('\n').toLowerCase();
}
