import { Alert, Button, LoadingPlaceholder, Stack } from '@grafana/ui';
import type { MatchesState } from './useMatches';

/** What must be known of the matches beside their numbers: that they come, cost, failed, or are not all. */
export function MatchesNote({ matches }: { matches: MatchesState }) {
  switch (matches.state) {
    case 'off':
      return null;
    case 'loading':
      return <LoadingPlaceholder text="Counting matches…" style={{ margin: 0 }} />;
    case 'costly':
      return (
        <Stack gap={1} alignItems="center" wrap="wrap">
          <span>{`Counting the matches of this range takes about ${matches.requests} requests to CloudTrail.`}</span>
          <Button size="sm" variant="secondary" icon="search" onClick={matches.look}>
            Count them
          </Button>
        </Stack>
      );
    case 'failed':
      return <MatchesFailed matches={matches} />;
    case 'loaded':
      return (
        <>
          {matches.notices.map((text) => (
            <Alert key={text} severity="info" title="These may not be all matches">
              {text}
            </Alert>
          ))}
        </>
      );
  }
}

/** Says why the matches could not be counted, and lets it be tried again. */
export function MatchesFailed({ matches }: { matches: Extract<MatchesState, { state: 'failed' }> }) {
  return (
    <Alert severity="error" title="The matches could not be counted">
      <p>{matches.error}</p>
      <Button variant="secondary" size="sm" onClick={matches.retry}>
        Try again
      </Button>
    </Alert>
  );
}
