import { CoreApp } from '@grafana/data';
import { EditorField, EditorRow, FlexItem } from '@grafana/plugin-ui';
import { Alert, Button, RadioButtonGroup } from '@grafana/ui';
import { QUERY_TYPES, type Format, type QueryType } from '../../contract/query';
import { FORMATS_OF, formatOf } from '../query/formats';
import { CreateAlertButton } from './CreateAlertButton';
import type { EditorPartProps } from './editorPart';

const KINDS: Record<QueryType, { label: string; description: string }> = {
  detections: { label: 'Detections', description: 'Events that rules match' },
  counts: { label: 'Counts', description: 'How many events each rule matches' },
  events: { label: 'Events', description: 'CloudTrail events as they are, without rules' },
  rules: { label: 'Rules', description: 'The catalogue' },
  coverage: { label: 'Coverage', description: 'Event names seen or named by rules, and who watches them' },
};
const FORMATS: Record<Format, { label: string; description: string }> = {
  table: { label: 'Table', description: 'One row each' },
  logs: { label: 'Logs', description: 'Log lines, as Explore shows them' },
  timeseries: { label: 'Time series', description: 'A number for each interval' },
  numeric: { label: 'Numbers', description: 'One number over the whole time range, as alert rules read it' },
};
const KIND_OPTIONS = QUERY_TYPES.map((value) => ({ value, ...KINDS[value] }));

interface KindRowProps extends EditorPartProps {
  changed: boolean;
  onRun: () => void;
}

/** What is asked for, in which form, and the button that asks. */
export function KindRow({ datasource, query, onChange, app, changed, onRun }: KindRowProps) {
  const alerting = app === CoreApp.UnifiedAlerting || app === CoreApp.CloudAlerting;
  const formats = FORMATS_OF[query.queryType] ?? [];
  return (
    <>
      <EditorRow>
        <EditorField label="Show">
          <RadioButtonGroup
            aria-label="What to show"
            options={KIND_OPTIONS}
            disabledOptions={alerting ? QUERY_TYPES.filter((kind) => kind !== 'counts') : []}
            value={query.queryType}
            onChange={(queryType) => onChange(kindChange(queryType, alerting))}
          />
        </EditorField>
        {formats.length > 1 ? (
          <EditorField label="As">
            <RadioButtonGroup
              aria-label="In which form"
              options={formats.map((value) => ({ value, ...FORMATS[value] }))}
              value={formatOf(query)}
              onChange={(format) => onChange({ format })}
            />
          </EditorField>
        ) : null}
        <FlexItem grow={1} />
        <CreateAlertButton datasource={datasource} query={query} app={app} />
        <Button
          type="button"
          size="sm"
          icon="play"
          variant={changed ? 'primary' : 'secondary'}
          tooltip="Shift+Enter does the same"
          onClick={onRun}
        >
          Run query
        </Button>
      </EditorRow>
      {alerting ? <AlertingNote query={query} /> : null}
    </>
  );
}

function AlertingNote({ query }: Pick<EditorPartProps, 'query'>) {
  if (query.queryType !== 'counts') {
    return (
      <Alert severity="error" title="An alert rule needs numbers">
        Choose &quot;Counts&quot;: log lines and tables have no number that an alert rule could compare.
      </Alert>
    );
  }
  return (
    <p>
      Alert rules read counts only, because log lines have no number to compare. &quot;Numbers&quot; needs no Reduce
      step: each rule becomes an alert instance with the labels rule_id, rule and severity.
    </p>
  );
}

function kindChange(queryType: QueryType, alerting: boolean) {
  const format = alerting && queryType === 'counts' ? ('numeric' as const) : FORMATS_OF[queryType][0];
  return { queryType, format: FORMATS_OF[queryType].length > 1 ? format : undefined };
}
