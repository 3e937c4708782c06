import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, type IconName, Text, useStyles2 } from '@grafana/ui';
import type { CheckResponse, RuleProblem } from '../../contract/resources';

const ICONS: Record<RuleProblem['severity'], IconName> = {
  error: 'exclamation-circle',
  warning: 'exclamation-triangle',
  info: 'info-circle',
};

interface RuleProblemsProps {
  /** What the check of the text brought, or why there is none. */
  checked: { readonly value?: CheckResponse; readonly error?: string };
  onGoTo: (problem: RuleProblem) => void;
}

/** What is wrong with a rule: where, what, and what to write instead; or what it matches, if nothing is. */
export function RuleProblems({ checked, onGoTo }: RuleProblemsProps) {
  const styles = useStyles2(getStyles);
  const problems = checked.value?.problems ?? [];
  return (
    <div role="status" aria-label="Check of the rule">
      {checked.error ? <Text color="error">The rule could not be checked: {checked.error}</Text> : null}
      {problems.length > 0 ? (
        <ul className={styles.problems}>
          {problems.map((problem, index) => (
            <li key={index}>
              <Icon name={ICONS[problem.severity]} className={styles[problem.severity]} title={problem.severity} />
              <Button
                type="button"
                fill="text"
                size="sm"
                variant="secondary"
                aria-label={`${problem.line}:${problem.column}, go to this line and column`}
                onClick={() => onGoTo(problem)}
              >
                {problem.line}:{problem.column}
              </Button>
              <span>{problem.message}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {checked.value?.page && problems.every(({ severity }) => severity !== 'error') ? (
        <Text variant="bodySmall" color="secondary">
          {matchText(checked.value.page)}
        </Text>
      ) : null}
    </div>
  );
}

const SHOWN_EVENTS = 6;

function matchText({ title, level, eventCoverage }: NonNullable<CheckResponse['page']>): string {
  if (eventCoverage.length === 0) {
    return `"${title}" (${level}).`;
  }
  const names = eventCoverage.slice(0, SHOWN_EVENTS).map(({ eventSource, eventName }) => `${eventSource} ${eventName}`);
  const more = eventCoverage.length - names.length;
  const unseen = eventCoverage.every(({ visible }) => !visible)
    ? ' LookupEvents never returns these events, so the rule cannot match here.'
    : '';
  return `"${title}" (${level}) can match ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}.${unseen}`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  problems: css({
    listStyle: 'none',
    margin: 0,
    padding: 0,
    '& li': { display: 'flex', alignItems: 'center', gap: theme.spacing(0.5) },
  }),
  error: css({ color: theme.colors.error.text }),
  warning: css({ color: theme.colors.warning.text }),
  info: css({ color: theme.colors.info.text }),
});
