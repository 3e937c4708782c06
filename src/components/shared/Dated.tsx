import { css, cx } from '@emotion/css';
import type { ReactNode } from 'react';
import { useStyles2 } from '@grafana/ui';

/** Results that may be of an earlier text: then they stand back, without moving. */
export function Dated({ stale, children }: { stale: boolean; children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <div aria-busy={stale} className={cx(styles.results, stale && styles.stale)}>
      {children}
    </div>
  );
}

const getStyles = () => ({
  // An answer that comes at once changes nothing to the eye.
  results: css({ transition: 'opacity 100ms' }),
  stale: css({ opacity: 0.6, transition: 'opacity 100ms 300ms' }),
});
