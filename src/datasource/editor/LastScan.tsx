import { css } from '@emotion/css';
import type { GrafanaTheme2, PanelData } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';
import type { EditorPartProps } from './editorPart';
import { lastScanText } from './lastScanText';

interface LastScanProps extends Pick<EditorPartProps, 'datasource' | 'query'> {
  data?: PanelData;
}

/** What the last answer from the trail has scanned; nothing before there is one. */
export function LastScan({ datasource, query, data }: LastScanProps) {
  const styles = useStyles2(getStyles);
  const text = lastScanText(data?.series ?? [], query.refId, datasource.trailEngine);
  return text === undefined ? null : (
    <div className={styles.line} role="status" aria-label="Scanned for the last answer">
      <Text variant="bodySmall" color="secondary">
        {text}
      </Text>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ padding: theme.spacing(0, 1), overflowWrap: 'anywhere' }),
});
