import { loadRuleSet, type Problem, type RuleSet } from '../../sigma';
import { QueryError } from '../queries/queryError';
import { createRuleBook, type MatchingOptions, type RuleBook } from '../rules/ruleBook';

const KEPT = 50;
const SHOWN_PROBLEMS = 10;
const MAX_TEXT = 1_000_000;

/** Rule books of inline rules, the latest kept: a dashboard sends the same text at every refresh. */
export class InlineRules {
  private readonly books = new Map<string, RuleBook>();

  constructor(private readonly matching?: MatchingOptions) {}

  /** @throws QueryError with `line:column` of each problem */
  get(text: string): RuleBook {
    const known = this.books.get(text);
    if (known) {
      this.books.delete(text);
      this.books.set(text, known);
      return known;
    }
    const book = load(text, this.matching);
    this.books.set(text, book);
    const [oldest] = this.books.keys();
    if (this.books.size > KEPT && oldest !== undefined) {
      this.books.delete(oldest);
    }
    return book;
  }
}

/** A text's rule set, and a book of it where it holds a rule. @throws QueryError for a text beyond all measure */
export function loadChecked(text: string, matching?: MatchingOptions): { ruleSet: RuleSet; book?: RuleBook } {
  if (text.length > MAX_TEXT) {
    throw new QueryError(
      `The inline rule has ${text.length} characters; at most ${MAX_TEXT} are allowed. Put it into a rule folder.`
    );
  }
  const ruleSet = loadRuleSet([{ file: 'inline', text }]);
  const empty = ruleSet.rules.length === 0 && ruleSet.correlations.length === 0;
  return { ruleSet, ...(empty ? {} : { book: createRuleBook(ruleSet, [], matching) }) };
}

function load(text: string, matching: MatchingOptions | undefined): RuleBook {
  const { ruleSet, book } = loadChecked(text, matching);
  const errors = ruleSet.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    const more = errors.length > SHOWN_PROBLEMS ? ` (and ${errors.length - SHOWN_PROBLEMS} more)` : '';
    const shown = errors.slice(0, SHOWN_PROBLEMS).map(problemText).join(' ');
    throw new QueryError(`The inline rule cannot be used: ${shown}${more}`);
  }
  if (!book) {
    throw new QueryError('The inline rule holds no Sigma rule. Write at least title, logsource and detection.');
  }
  return book;
}

function problemText({ line, column, message }: Problem): string {
  return `line ${line}, column ${column}: ${message}`;
}
