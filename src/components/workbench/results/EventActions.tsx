import { Button, Stack } from '@grafana/ui';
import type { FoundEvent } from '../../rule/account/detections';

interface Props {
  readonly event: FoundEvent;
  onExplain(): void;
  /** Absent for a correlation: no single event can test it. */
  onTest?(match: boolean): void;
}

const TESTS = [
  { label: 'Test: must match', match: true },
  { label: 'Test: must not match', match: false },
];

/** What can be done with an event that the workbench shows. */
export function EventActions({ event: { event, principal }, onExplain, onTest }: Props) {
  const of = `${event} by ${principal}`;
  return (
    <Stack gap={0} wrap="wrap">
      <Button size="sm" variant="secondary" fill="text" aria-label={`Explain ${of}`} onClick={onExplain}>
        Explain
      </Button>
      {onTest &&
        TESTS.map(({ label, match }) => (
          <Button
            key={label}
            size="sm"
            variant="secondary"
            fill="text"
            aria-label={`${label} ${of}`}
            onClick={() => onTest(match)}
          >
            {label}
          </Button>
        ))}
    </Stack>
  );
}
