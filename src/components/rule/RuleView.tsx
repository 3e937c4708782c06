import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { RulePage, RuleSummary } from '../../contract/resources';
import { AttackSection } from './AttackSection';
import { BodySection } from './BodySection';
import { IndicatorsSection } from './IndicatorsSection';
import { ListSection } from './ListSection';
import { RelatedSection } from './RelatedSection';
import { RuleFacts } from './RuleFacts';
import { EventCoverageSection, ExclusionsSection, StagesSection } from './sections';
import { TestsSection } from './TestsSection';

interface Props {
  readonly page: RulePage;
  /** All rules, to say what else there is; absent while they are not known. */
  readonly catalogue?: readonly RuleSummary[];
}

/** Everything about a rule, section by section. */
export function RuleView({ page, catalogue }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <>
      <RuleFacts page={page} />
      {page.description !== undefined && <p className={styles.description}>{page.description}</p>}
      <AttackSection page={page} catalogue={catalogue} />
      <EventCoverageSection page={page} />
      <BodySection page={page} />
      <StagesSection page={page} />
      <ExclusionsSection page={page} />
      <IndicatorsSection page={page} />
      <ListSection
        title="False positives"
        help="When the rule may report what is no attack, by its author."
        items={page.falsepositives}
      />
      <ListSection title="References" help="What the rule’s author refers to." items={page.references} />
      <RelatedSection page={page} />
      <TestsSection page={page} />
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  description: css({ maxWidth: '75ch', marginBottom: theme.spacing(3), whiteSpace: 'pre-line' }),
});
