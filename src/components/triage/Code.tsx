import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';

/** A value of an event in a sentence. It may be long: it breaks where it must, which Grafana's own code does not. */
export function Code({ children }: { children: string | number }) {
  const styles = useStyles2(getStyles);
  return <code className={styles.code}>{children}</code>;
}

const getStyles = () => ({
  code: css({ whiteSpace: 'normal', overflowWrap: 'anywhere' }),
});
