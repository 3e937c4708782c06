import { Alert } from '@grafana/ui';

/** What a data source says about how complete its answer is. */
export function Notices({ texts }: { texts: readonly string[] }) {
  return (
    <>
      {texts.map((text) => (
        <Alert key={text} severity="info" title="This may not be all">
          {text}
        </Alert>
      ))}
    </>
  );
}
