import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ConfigSection, ConfigSubSection } from '@grafana/plugin-ui';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import type { SigtrailJsonData } from '../../contract/settings';
import { iamPolicies } from './iamPolicy';

/** The IAM policy for these settings, to copy. */
export function PolicySection({ json }: { json: SigtrailJsonData }) {
  const styles = useStyles2(getStyles);
  return (
    <ConfigSection
      title="IAM policy"
      description="What AWS must allow. LookupEvents knows no resources, so it is allowed on all."
      isCollapsible
      isInitiallyOpen={false}
    >
      {iamPolicies(json).map(({ title, json: text }) => (
        <ConfigSubSection key={title} title={title}>
          <pre className={styles.policy} tabIndex={0} aria-label={`IAM policy: ${title}`}>
            {text}
          </pre>
          <ClipboardButton icon="copy" variant="secondary" size="sm" getText={() => text}>
            Copy policy
          </ClipboardButton>
        </ConfigSubSection>
      ))}
    </ConfigSection>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  policy: css({ maxWidth: theme.spacing(90), fontSize: theme.typography.bodySmall.fontSize }),
});
