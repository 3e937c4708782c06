import { css } from '@emotion/css';
import type { GrafanaTheme2, TimeRange } from '@grafana/data';
import { Checkbox, InlineLabel, MultiCombobox, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { LEVELS, STATUSES, type Level } from '../../contract/levels';
import type { Shown } from './attackMatrix';
import type { CoverageState } from './coverageUrl';
import { RangePicker } from '../shared/range/RangePicker';

interface Props {
  readonly state: CoverageState;
  readonly range: TimeRange;
  onChange(part: Partial<CoverageState>): void;
}

const COLOURS: Array<{ value: CoverageState['colour']; label: string; description: string }> = [
  { value: 'count', label: 'Rules', description: 'The more rules, the stronger the colour' },
  { value: 'level', label: 'Level', description: 'The highest level of its rules' },
  { value: 'matches', label: 'Matches', description: 'The more matches in the time range, the stronger the colour' },
];
const SHOWN: Array<{ value: Shown; label: string; description: string }> = [
  { value: 'all', label: 'All', description: 'What has rules, and what ATT&CK names for infrastructure in a cloud' },
  { value: 'covered', label: 'With rules', description: 'What rules name' },
  { value: 'gaps', label: 'Gaps', description: 'What is for clouds and no rule names' },
];
const ALL_LEVELS = [...LEVELS].reverse();

/** What the matrix shows, and what its colours tell. */
export function AttackBar({ state, range, onChange }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.bar}>
      <RadioButtonGroup
        aria-label="Which techniques are shown"
        options={SHOWN}
        value={state.shown}
        onChange={(shown) => onChange({ shown })}
      />
      <RadioButtonGroup
        aria-label="What colours tell"
        options={COLOURS}
        value={state.colour}
        onChange={(colour) => onChange({ colour })}
      />
      {state.colour === 'matches' && <RangePicker range={range} onChange={onChange} />}
      <div className={styles.choice}>
        <InlineLabel width="auto" htmlFor="sigtrail-coverage-levels">
          Levels
        </InlineLabel>
        <MultiCombobox<Level>
          id="sigtrail-coverage-levels"
          placeholder="All levels"
          options={ALL_LEVELS.map((value) => ({ value, label: value }))}
          value={[...state.levels]}
          onChange={(chosen) => onChange({ levels: chosen.map(({ value }) => value) })}
        />
      </div>
      <div className={styles.choice}>
        <InlineLabel width="auto" htmlFor="sigtrail-coverage-statuses">
          Statuses
        </InlineLabel>
        <MultiCombobox<string>
          id="sigtrail-coverage-statuses"
          placeholder="All statuses"
          options={STATUSES.map((value) => ({ value, label: value }))}
          value={[...state.statuses]}
          onChange={(chosen) => onChange({ statuses: chosen.map(({ value }) => value) })}
        />
      </div>
      <Checkbox
        label="Sub-techniques"
        value={state.subs}
        onChange={({ currentTarget }) => onChange({ subs: currentTarget.checked })}
      />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    marginBottom: theme.spacing(2),
  }),
  choice: css({ display: 'flex', width: 260, '> :last-child': { flexGrow: 1 } }),
});
