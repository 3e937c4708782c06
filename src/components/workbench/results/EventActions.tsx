import { Button, Stack } from '@grafana/ui';
import type { FoundEvent } from '../../rule/account/detections';

interface Props {
  readonly event: FoundEvent;
  onExplain(): void;
  onTest(match: boolean): void;
}

/** What can be done with an event that the workbench shows. */
export function EventActions({ event: { event, principal }, onExplain, onTest }: Props) {
  const of = `${event} by ${principal}`;
  return (
    <Stack gap={0} wrap="wrap">
      <Button size="sm" variant="secondary" fill="text" aria-label={`Explain ${of}`} onClick={onExplain}>
        Explain
      </Button>
      <Button
        size="sm"
        variant="secondary"
        fill="text"
        aria-label={`Test: must match ${of}`}
        onClick={() => onTest(true)}
      >
        Test: must match
      </Button>
      <Button
        size="sm"
        variant="secondary"
        fill="text"
        aria-label={`Test: must not match ${of}`}
        onClick={() => onTest(false)}
      >
        Test: must not match
      </Button>
    </Stack>
  );
}
