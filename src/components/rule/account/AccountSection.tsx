import type { ReactNode } from 'react';
import type { RulePage } from '../../../contract/resources';
import { RangeChoice } from '../../shared/range/RangeChoice';
import { useRangeOfUrl } from '../../shared/range/useRange';
import type { RuleRef } from '../../shared/ruleRef';
import { Section } from '../Section';
import { MatchesInRange } from './MatchesInRange';
import type { FoundEvent } from './detections';

interface Props {
  readonly uid: string;
  readonly page: RulePage;
  /** What can be done with an event that is shown. */
  actionsFor?(event: FoundEvent): ReactNode;
}

/** What the rule finds in the data source's accounts, what it nearly finds, and what looking takes. */
export function AccountSection(props: Props) {
  const isVisible = props.page.eventCoverage.some(({ visible }) => visible);
  return (
    <Section
      title="In your accounts"
      help="What the rule matched in the accounts of the data source, why, what was nearly a match, and how many requests to CloudTrail it takes to know."
    >
      {isVisible ? (
        <Ranged {...props} rule={{ id: props.page.id }} />
      ) : (
        <p>LookupEvents returns none of the events that the rule needs, so there is nothing to look at here.</p>
      )}
    </Section>
  );
}

function Ranged(props: Props & { rule: RuleRef }) {
  const { range, look, choose, refresh } = useRangeOfUrl();
  return (
    <>
      <RangeChoice range={range} refreshLabel="Refresh matches" onChoose={choose} onRefresh={refresh} />
      <MatchesInRange {...props} look={look} />
    </>
  );
}
