import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ConfigSection, ConfigSubSection } from '@grafana/plugin-ui';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import type { SigtrailJsonData } from '../../contract/settings';
import { iamPolicies } from './iamPolicy';
import { RESULTS_BUCKET, TRAIL_BUCKET } from './trail/trailStatements';

/** The IAM policy for these settings, to copy. */
export function PolicySection({ json }: { json: SigtrailJsonData }) {
  const styles = useStyles2(getStyles);
  return (
    <ConfigSection title="IAM policy" description={description(json)} isCollapsible isInitiallyOpen={false}>
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

function description({ trail }: SigtrailJsonData): string {
  const lookups = 'What AWS must allow. LookupEvents knows no resources, so it is allowed on all.';
  return trail?.engine === 'athena'
    ? `${lookups} Put the names of your buckets in the places of ${TRAIL_BUCKET}${trail.outputLocation ? '' : ` and ${RESULTS_BUCKET}`}; leave out what is about KMS where nothing is encrypted with a key of your own.`
    : lookups;
}

const getStyles = (theme: GrafanaTheme2) => ({
  policy: css({ maxWidth: theme.spacing(90), fontSize: theme.typography.bodySmall.fontSize }),
});
