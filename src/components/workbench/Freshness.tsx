import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2, type IconName } from '@grafana/ui';
import type { Checked } from './useChecked';

/** Of which text the results are. Always one line, so that nothing moves. */
export function Freshness({ checked, text }: { checked: Checked; text: string }) {
  const styles = useStyles2(getStyles);
  const [icon, words] = freshness(checked, text);
  return (
    <p className={styles.line} data-testid="sigtrail-freshness">
      <Icon name={icon} size="sm" /> {words}
    </p>
  );
}

function freshness({ runnable, pending, error, value }: Checked, text: string): [IconName, string] {
  const fails = error !== undefined || value?.problems.some(({ severity }) => severity === 'error');
  if (runnable === undefined) {
    return pending || !fails ? ['hourglass', 'Checking the text…'] : ['pen', 'No results yet: the text has errors.'];
  }
  if (runnable.text === text) {
    return ['check', 'Results are of the text as it is.'];
  }
  return pending || !fails
    ? ['hourglass', 'Results are of an earlier text. New ones come when you pause.']
    : ['history', 'Results are of an earlier text: this one has errors.'];
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ ...theme.typography.bodySmall, color: theme.colors.text.secondary, margin: theme.spacing(0, 0, 1) }),
});
