import { css } from '@emotion/css';
import { useState } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Collapse, useStyles2 } from '@grafana/ui';
import type { RulesResponse } from '../../contract/resources';

const SHOWN = 200;

/** What did not load, with file and line: a set with bad rules loads the good ones. */
export function RuleProblems({ problems }: { problems: RulesResponse['problems'] }) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  if (problems.length === 0) {
    return null;
  }
  const errors = problems.filter(({ severity = 'error' }) => severity === 'error').length;
  const label = `${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} in rule files, ${errors} of them errors`;
  return (
    <Collapse label={label} isOpen={open} onToggle={() => setOpen(!open)}>
      <ul className={styles.list}>
        {problems.slice(0, SHOWN).map(({ file, line, column, message, severity = 'error' }) => (
          <li key={`${file}:${line}:${column ?? 0}:${message}`}>
            <code>{`${file}:${line}`}</code> {severity}: {message}
          </li>
        ))}
        {problems.length > SHOWN && <li>{`and ${problems.length - SHOWN} more. sigtrail check lists all of them.`}</li>}
      </ul>
    </Collapse>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ padding: theme.spacing(0, 2), li: { marginBottom: theme.spacing(0.5), overflowWrap: 'anywhere' } }),
});
