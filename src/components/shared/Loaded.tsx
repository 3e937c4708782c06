import type { ReactNode } from 'react';
import { Alert, Button, LoadingPlaceholder } from '@grafana/ui';
import type { Request } from './useRequest';

interface Props<T> {
  readonly request: Request<T>;
  /** What is being loaded, e.g. `rules`. */
  readonly what: string;
  children(value: T): ReactNode;
}

/** What a request brought, or that it is under way, or what went wrong and a way to try again. */
export function Loaded<T>({ request, what, children }: Props<T>) {
  if (request.error !== undefined) {
    return (
      <Alert severity="error" title={`The ${what} could not be loaded`}>
        <p>{request.error}</p>
        <Button variant="secondary" size="sm" onClick={request.retry}>
          Try again
        </Button>
      </Alert>
    );
  }
  if (request.value === undefined) {
    return <LoadingPlaceholder text={`Loading ${what}…`} />;
  }
  return <>{children(request.value)}</>;
}
