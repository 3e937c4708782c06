import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { RulePage } from '../../contract/resources';
import { AttackSection } from './AttackSection';
import { BodySection } from './BodySection';
import { ListSection } from './ListSection';
import { RuleFacts } from './RuleFacts';
import { EventCoverageSection, ExclusionsSection, IndicatorsSection, StagesSection } from './sections';

/** Everything about a rule, section by section. */
export function RuleView({ page }: { page: RulePage }) {
  const styles = useStyles2(getStyles);
  return (
    <>
      <RuleFacts page={page} />
      {page.description !== undefined && <p className={styles.description}>{page.description}</p>}
      <AttackSection page={page} />
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
      <ListSection
        title="Related rules"
        help="Rules that this one replaces, extends or resembles, by its author."
        items={(page.related ?? []).map(({ id, type, title }) => `${type}: ${title ? `${title} (${id})` : id}`)}
      />
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  description: css({ maxWidth: '75ch', marginBottom: theme.spacing(3), whiteSpace: 'pre-line' }),
});
