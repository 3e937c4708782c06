import type { TimeRange } from '@grafana/data';
import { TimeRangePicker } from '@grafana/ui';
import { moved, rangeInUrl, type RangeInUrl } from '../rules/timeRange';

interface Props {
  readonly range: TimeRange;
  onChange(range: RangeInUrl): void;
}

/** Grafana's time range picker for a range in the URL. */
export function RangeChoice({ range, onChange }: Props) {
  return (
    <TimeRangePicker
      value={range}
      onChange={({ raw }) => onChange(rangeInUrl(raw))}
      onChangeTimeZone={() => undefined}
      onMoveBackward={() => onChange(moved(range, -1))}
      onMoveForward={() => onChange(moved(range, 1))}
      onZoom={() => onChange(moved(range, 0))}
    />
  );
}
