import { AttackSection } from '../../rule/AttackSection';
import { IndicatorsSection } from '../../rule/IndicatorsSection';
import { RuleFacts } from '../../rule/RuleFacts';
import { EventCoverageSection, ExclusionsSection, StagesSection } from '../../rule/sections';
import type { Runnable } from '../useChecked';

/** What becomes of the text: what the rule's page will say of it. */
export function RuleTab({ runnable: { page } }: { runnable: Runnable }) {
  return (
    <>
      <StagesSection page={page} />
      <EventCoverageSection page={page} />
      <ExclusionsSection page={page} />
      <IndicatorsSection page={page} />
      <AttackSection page={page} />
      <RuleFacts page={page} />
    </>
  );
}
