import { IconButton, Stack } from '@grafana/ui';
import { RangePicker } from '../../shared/RangePicker';
import { writtenRange, type WrittenRange } from '../../shared/timeRange';
import type { ChosenRange } from './ranges';

interface Props {
  readonly chosen: ChosenRange;
  onChoose(range: WrittenRange): void;
}

/** Which range to look at, and a way to look once more, up to now. */
export function RangeChoice({ chosen: { range }, onChoose }: Props) {
  return (
    <Stack gap={1} alignItems="center" wrap="wrap">
      <RangePicker range={range} onChange={onChoose} />
      <IconButton
        name="sync"
        size="lg"
        aria-label="Refresh matches"
        tooltip="Refresh matches"
        onClick={() => onChoose(writtenRange(range.raw))}
      />
    </Stack>
  );
}
