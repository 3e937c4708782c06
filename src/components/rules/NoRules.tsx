import { Button, EmptyState } from '@grafana/ui';

interface Props {
  /** There is none at all, not only none that is selected. */
  readonly isEmpty: boolean;
  onClear(): void;
}

/** In place of the list, and what to do about it. */
export function NoRules({ isEmpty, onClear }: Props) {
  return isEmpty ? (
    <EmptyState variant="not-found" message="There are no rules">
      Turn on the bundled rules in the data source’s settings, or name a folder of Sigma rules there.
    </EmptyState>
  ) : (
    <EmptyState
      variant="not-found"
      message="No rule fits"
      button={
        <Button variant="secondary" onClick={onClear}>
          Clear search and facets
        </Button>
      }
    />
  );
}
