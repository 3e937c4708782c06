import type { EventCoverage, IndicatorRow, RulePage } from '../../contract/resources';
import type { SigmaCorrelation, SigmaFilter, SigmaMetadata, SigmaRule } from '../../sigma';
import { attackOf } from '../attack/attackOf';
import { provenanceOf } from '../bundled/provenance';
import { indicatorKey, indicatorsOf, type CorpusIndex } from '../corpus/corpusIndex';
import { exclusionRows } from './exclusions';
import { groupedByField, shownValue } from './predicateRows';
import { correlationStages, ruleStages } from './stages';

/** What a page takes from the catalogue that the rule is in. */
export interface PageContext {
  readonly corpus: CorpusIndex;
  /** Filters that apply to a rule. */
  filtersOf(rule: SigmaRule): readonly SigmaFilter[];
  coverageOf(rule: SigmaRule | SigmaCorrelation): EventCoverage[];
  /** The plain rules that a correlation looks at, however far down. */
  rulesBelow(rule: SigmaRule | SigmaCorrelation): readonly SigmaRule[];
  /** A rule or correlation by key or id. */
  find(key: string): SigmaRule | SigmaCorrelation | undefined;
}

/** The page of a rule or correlation (contract, section 6). */
export function rulePage(rule: SigmaRule | SigmaCorrelation, context: PageContext): RulePage {
  const filters = rule.kind === 'rule' ? context.filtersOf(rule) : [];
  return {
    ...header(rule, context),
    attack: attackOf(rule.tags),
    eventCoverage: context.coverageOf(rule),
    body: rule.body,
    stages:
      rule.kind === 'rule'
        ? ruleStages(rule, filters)
        : correlationStages(
            rule,
            rule.rules.flatMap((key) => context.find(key) ?? [])
          ),
    exclusions: rule.kind === 'rule' ? exclusionRows(rule, filters) : [],
    indicators: rule.kind === 'rule' ? indicatorRows(rule, context.corpus) : [],
    ...relatedRules(rule, context),
  };
}

/** Where a rule comes from, as pages and lists show it. */
export function sourceOf(rule: SigmaMetadata): string {
  return provenanceOf(rule.id)?.source ?? rule.source.origin ?? rule.source.file;
}

type Header = Omit<RulePage, 'attack' | 'eventCoverage' | 'body' | 'stages' | 'exclusions' | 'indicators'>;

function header(rule: SigmaRule | SigmaCorrelation, context: PageContext): Header {
  const license = rule.license ?? provenanceOf(rule.id)?.license ?? rule.source.license;
  return {
    id: rule.key,
    title: rule.title,
    kind: rule.kind,
    level: rule.level ?? 'informational',
    logsource: logSource(rule, context),
    source: sourceOf(rule),
    references: [...rule.references],
    falsepositives: [...rule.falsepositives],
    tags: [...rule.tags],
    ...(rule.status === undefined ? {} : { status: rule.status }),
    ...(rule.author === undefined ? {} : { author: rule.author }),
    ...(license === undefined ? {} : { license }),
    ...(rule.description === undefined ? {} : { description: rule.description }),
    ...(rule.date === undefined ? {} : { date: rule.date }),
    ...(rule.modified === undefined ? {} : { modified: rule.modified }),
  };
}

/** A correlation has the log source of its rules, where all have the same. */
function logSource(rule: SigmaRule | SigmaCorrelation, context: PageContext): RulePage['logsource'] {
  const [first, ...others] = context.rulesBelow(rule).map(({ logsource: { product, service, category } }) => ({
    ...(product === undefined ? {} : { product }),
    ...(service === undefined ? {} : { service }),
    ...(category === undefined ? {} : { category }),
  }));
  return first && others.every((other) => JSON.stringify(other) === JSON.stringify(first)) ? first : {};
}

function indicatorRows(rule: SigmaRule, corpus: CorpusIndex): IndicatorRow[] {
  return groupedByField(indicatorsOf(rule)).map(({ field, kind, of }) => {
    const unique = [...new Map(of.map((predicate) => [indicatorKey(predicate), predicate])).values()];
    return {
      field,
      kind,
      values: unique.map(shownValue),
      corpus: unique.map((predicate) => corpus.others(rule, predicate)),
    };
  });
}

function relatedRules(rule: SigmaRule | SigmaCorrelation, context: PageContext): Pick<RulePage, 'related'> {
  const named = rule.related.map(({ id, type }) => ({ id, type }));
  const used = rule.kind === 'correlation' ? rule.rules.map((id) => ({ id, type: 'correlates' })) : [];
  const related = [...named, ...used].map(({ id, type }) => {
    const title = context.find(id)?.title;
    return { id, type, ...(title === undefined ? {} : { title }) };
  });
  return related.length === 0 ? {} : { related };
}
