import type { TimeRange } from '@grafana/data';
import { TimeRangePicker } from '@grafana/ui';
import { moved, writtenRange, type WrittenRange } from './timeRange';

interface Props {
  readonly range: TimeRange;
  onChange(range: WrittenRange): void;
}

/** Grafana's time range picker for one range of a page, not for all of the page. */
export function RangePicker({ range, onChange }: Props) {
  return (
    <TimeRangePicker
      value={range}
      onChange={({ raw }) => onChange(writtenRange(raw))}
      onChangeTimeZone={() => undefined}
      onMoveBackward={() => onChange(moved(range, -1))}
      onMoveForward={() => onChange(moved(range, 1))}
      onZoom={() => onChange(moved(range, 0))}
    />
  );
}
