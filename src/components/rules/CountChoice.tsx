import { memo } from 'react';
import type { TimeRange } from '@grafana/data';
import { Checkbox, Stack } from '@grafana/ui';
import { RangeChoice } from '../shared/range/RangeChoice';
import type { CatalogueControl } from './useCatalogueState';

interface Props {
  readonly counting: boolean;
  readonly range: TimeRange;
  readonly onChange: CatalogueControl['change'];
  /** Counts again, up to now. */
  onRefresh(): void;
}

/** Whether matches are counted, and in which range. Drawn again only when that changes: Grafana's picker takes long. */
export const CountChoice = memo(function CountChoice({ counting, range, onChange, onRefresh }: Props) {
  return (
    <Stack gap={1} alignItems="center" wrap="wrap">
      <Checkbox
        label="Count matches"
        value={counting}
        onChange={({ currentTarget: { checked } }) => onChange((state) => ({ ...state, counting: checked }))}
      />
      {counting && (
        <RangeChoice
          range={range}
          refreshLabel="Count matches again"
          onChoose={({ from, to }) => onChange((state) => ({ ...state, from, to }))}
          onRefresh={onRefresh}
        />
      )}
    </Stack>
  );
});
