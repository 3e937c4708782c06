import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, Text, Tooltip, useStyles2 } from '@grafana/ui';
import { costDetails, costText } from './costText';
import type { EditorPartProps } from './editorPart';
import { useLoaded } from './hooks/useLoaded';

/** Longer than the check of an own rule waits, whose answer is then at hand. */
const DELAY_MS = 600;

/**
 * How many requests the query takes of CloudTrail, and which, or what it scans of the trail; nothing while that is not known.
 */
export function CostLine({ datasource, query, range }: EditorPartProps) {
  const styles = useStyles2(getStyles);
  const request = datasource.estimateRequest(query, range);
  const { value } = useLoaded(
    JSON.stringify(request) ?? '',
    async (signal) => (request ? datasource.estimate(request, signal) : undefined),
    DELAY_MS
  );
  const estimate = request && value;
  const ofTrail = estimate?.source === 'trail';
  return (
    <div className={styles.line}>
      <span role="status" aria-label={ofTrail ? 'Scan of the trail' : 'Requests to CloudTrail'}>
        {estimate ? (
          <Text variant="bodySmall" color="secondary">
            {costText(estimate, query.source === undefined)}
          </Text>
        ) : null}
      </span>
      {estimate ? (
        <Tooltip
          content={
            <>
              {costDetails(estimate, range !== undefined).map((sentence) => (
                <div key={sentence}>{sentence}</div>
              ))}
            </>
          }
        >
          <IconButton name="info-circle" size="sm" aria-label={ofTrail ? 'About this scan' : 'About these requests'} />
        </Tooltip>
      ) : null}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  // As high with the line as without, so that nothing below jumps when it comes.
  line: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    minHeight: theme.spacing(3),
    padding: theme.spacing(0, 1),
    overflowWrap: 'anywhere',
  }),
});
