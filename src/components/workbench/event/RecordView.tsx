import { css } from '@emotion/css';
import { useState } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import type { ChosenEvent } from './chosenEvent';

/** The whole record, on demand. */
export function RecordView({ event }: { event: ChosenEvent }) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.record}>
      <Button size="sm" variant="secondary" fill="text" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide the record' : 'Show the record'}
      </Button>
      {open && (
        <pre className={styles.pre} aria-label="Record of the event" tabIndex={0}>
          {JSON.stringify(event.record, null, 2)}
        </pre>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  record: css({ marginTop: theme.spacing(1) }),
  pre: css({
    maxHeight: 420,
    overflow: 'auto',
    ...theme.typography.bodySmall,
    fontFamily: theme.typography.fontFamilyMonospace,
  }),
});
