import type { EventCoverage, IndicatorRow, RulePage, SharedIndicator } from '../../contract/resources';
import type { Predicate, SigmaCorrelation, SigmaFilter, SigmaMetadata, SigmaRule } from '../../sigma';
import { attackOf } from '../attack/attackOf';
import { provenanceOf } from '../bundled/provenance';
import { indicatorKey, indicatorsOf, type CorpusIndex } from '../corpus/corpusIndex';
import { exclusionRows } from './exclusions';
import { groupedByField, shownField, shownKind, shownValue } from './predicateRows';
import { testsOf } from './ruleTests';
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
  /** The correlations that look at a rule or correlation themselves. */
  correlationsOf(rule: SigmaRule | SigmaCorrelation): readonly SigmaCorrelation[];
  /** Whether a test that names no rule is about this one: its file's last correlation, else its last rule. */
  isTestedByDefault(rule: SigmaRule | SigmaCorrelation): boolean;
}

/** A very common indicator must not make the page of each of its rules long. */
const MOST_SHARING = 100;

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
    ...sharedIndicators(rule, context.corpus),
    ...ruleTests(rule, context),
    ...relatedRules(rule, context),
  };
}

/** Where a rule comes from, as pages and lists show it. */
export function sourceOf(rule: SigmaMetadata): string {
  return provenanceOf(rule.id)?.source ?? rule.source.origin ?? rule.source.file;
}

/** The folder of a rule's file, below where the rules come from. */
export function folderOf({ source: { file, origin = '' } }: SigmaMetadata): { folder?: string } {
  const below = pathBelow(file, origin) ?? file.replaceAll('\\', '/');
  const folder = below.slice(0, Math.max(0, below.lastIndexOf('/')));
  return folder === '' ? {} : { folder };
}

/** The folder that a rule was read from, and its file below. */
function fileOf({ source: { file, origin = '' } }: SigmaMetadata): Pick<RulePage, 'file'> {
  const below = pathBelow(file, origin);
  return below === undefined ? {} : { file: { folder: origin, file: below } };
}

function pathBelow(file: string, folder: string): string | undefined {
  const path = file.replaceAll('\\', '/');
  const root = folder.replaceAll('\\', '/').replace(/\/+$/, '');
  return root !== '' && path.startsWith(`${root}/`) ? path.slice(root.length + 1) : undefined;
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
    ...fileOf(rule),
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
  return uniqueIndicators(rule).map(({ field, kind, of }) => ({
    field,
    kind,
    values: of.map(shownValue),
    corpus: of.map((predicate) => corpus.others(rule, predicate)),
  }));
}

/** Indicators by field and kind, each once. */
function uniqueIndicators(rule: SigmaRule): ReturnType<typeof groupedByField> {
  return groupedByField(indicatorsOf(rule)).map((group) => ({
    ...group,
    of: [...new Map(group.of.map((predicate) => [indicatorKey(predicate), predicate])).values()],
  }));
}

function sharedIndicators(rule: SigmaRule | SigmaCorrelation, corpus: CorpusIndex): Pick<RulePage, 'sharedIndicators'> {
  const shared =
    rule.kind === 'rule'
      ? uniqueIndicators(rule).flatMap(({ of }) => of.flatMap((predicate) => sharedBy(rule, predicate, corpus) ?? []))
      : [];
  return shared.length === 0 ? {} : { sharedIndicators: shared };
}

function sharedBy(rule: SigmaRule, predicate: Predicate, corpus: CorpusIndex): SharedIndicator | undefined {
  const others = corpus.othersWith(rule, predicate);
  return others.length === 0
    ? undefined
    : {
        field: shownField(predicate),
        kind: shownKind(predicate),
        value: shownValue(predicate),
        count: others.length,
        rules: others
          .map(({ key, title }) => ({ id: key, title }))
          .sort((a, b) => a.title.localeCompare(b.title))
          .slice(0, MOST_SHARING),
      };
}

function ruleTests(rule: SigmaRule | SigmaCorrelation, context: PageContext): Pick<RulePage, 'tests'> {
  const tests = testsOf(rule, context.isTestedByDefault(rule));
  return tests.length === 0 ? {} : { tests };
}

function relatedRules(rule: SigmaRule | SigmaCorrelation, context: PageContext): Pick<RulePage, 'related'> {
  const named = rule.related.map(({ id, type }) => ({ id, type }));
  const used = rule.kind === 'correlation' ? rule.rules.map((id) => ({ id, type: 'correlates' })) : [];
  const users = context.correlationsOf(rule).map(({ key }) => ({ id: key, type: 'correlated by' }));
  const related = [...named, ...used, ...users].map(({ id, type }) => {
    const title = context.find(id)?.title;
    return { id, type, ...(title === undefined ? {} : { title }) };
  });
  return related.length === 0 ? {} : { related };
}
