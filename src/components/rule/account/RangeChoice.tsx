import { RadioButtonGroup, Stack, Text } from '@grafana/ui';
import { rangeEndingAt, RANGES, type ChosenRange } from './ranges';

interface Props {
  readonly range: ChosenRange;
  onChange(range: ChosenRange): void;
}

/** How far back to look; choosing a range again ends it at the present moment. */
export function RangeChoice({ range, onChange }: Props) {
  return (
    <Stack gap={1} alignItems="center" wrap="wrap">
      <Text color="secondary" id="sigtrail-account-range">
        Last
      </Text>
      <div style={{ maxWidth: '100%', overflowX: 'auto' }}>
        <RadioButtonGroup
          aria-labelledby="sigtrail-account-range"
          options={RANGES.map(({ value, label }) => ({ value, label }))}
          value={range.key}
          onChange={(key) => onChange(rangeEndingAt(key, Date.now()))}
        />
      </div>
    </Stack>
  );
}
