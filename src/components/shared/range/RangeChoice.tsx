import type { TimeRange } from '@grafana/data';
import { IconButton, Stack } from '@grafana/ui';
import { RangePicker } from './RangePicker';
import type { WrittenRange } from './timeRange';

interface Props {
  readonly range: TimeRange;
  /** What looking again does: `Count matches again`. */
  readonly refreshLabel: string;
  onChoose(range: WrittenRange): void;
  onRefresh(): void;
}

/** Which range to look at, and a way to look once more, up to now. */
export function RangeChoice({ range, refreshLabel, onChoose, onRefresh }: Props) {
  return (
    <Stack gap={1} alignItems="center" wrap="wrap">
      <RangePicker range={range} onChange={onChoose} />
      <IconButton name="sync" size="lg" aria-label={refreshLabel} tooltip={refreshLabel} onClick={onRefresh} />
    </Stack>
  );
}
