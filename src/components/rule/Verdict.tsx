import { Alert } from '@grafana/ui';
import type { ExplainResponse, RulePage } from '../../contract/resources';
import { ExplainTree } from './ExplainTree';

interface Props {
  readonly kind: RulePage['kind'];
  readonly explained: ExplainResponse;
}

const TITLES: Readonly<Record<RulePage['kind'], { readonly matched: string; readonly not: string }>> = {
  rule: { matched: 'The rule matches', not: 'The rule does not match' },
  // Whether it reports, other events decide.
  correlation: { matched: 'The correlation counts the event', not: 'The correlation does not count the event' },
};

/** What a rule, or a correlation, makes of an event, and why. */
export function Verdict({ kind, explained: { matched, summary, tree } }: Props) {
  return (
    <>
      <Alert severity={matched ? 'success' : 'info'} title={TITLES[kind][matched ? 'matched' : 'not']}>
        {summary}
      </Alert>
      <ExplainTree node={tree} />
    </>
  );
}
