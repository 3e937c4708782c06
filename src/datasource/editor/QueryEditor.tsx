import { useEffect, useId, useRef } from 'react';
import { EditorRows } from '@grafana/plugin-ui';
import type { SigtrailQueryEditorProps } from '../editorProps';
import { clean } from '../query/clean';
import { defaultQuery } from '../query/defaultQuery';
import { isEmpty, migrate } from '../query/migrate';
import type { SigtrailQuery } from '../types';
import { CostLine } from './CostLine';
import { CountsRow } from './CountsRow';
import type { EditorPartProps } from './editorPart';
import { FiltersRow } from './FiltersRow';
import { useRunOnLeave } from './hooks/useRunOnLeave';
import { KindRow } from './KindRow';
import { LastScan } from './LastScan';
import { LookupRow } from './LookupRow';
import { RulesRow } from './RulesRow';
import { ScopeRow } from './ScopeRow';

/** The query editor of panels, Explore, annotations and alert rules. */
export function QueryEditor(props: SigtrailQueryEditorProps) {
  const { datasource, query: stored, onChange, onRunQuery, app, range, data } = props;
  const query: SigtrailQuery = isEmpty(stored) ? { ...stored, ...defaultQuery(app) } : migrate(stored);
  const { changed, run, handlers } = useRunOnLeave(query, onRunQuery);
  const id = useId();
  useKeepDefaults(stored, query, onChange);
  const part: EditorPartProps = {
    datasource,
    query,
    app,
    range,
    id,
    onChange: (change) =>
      onChange(clean({ ...query, ...change, pluginVersion: datasource.meta?.info?.version || undefined })),
  };
  const { queryType } = query;
  const searches = queryType === 'detections' || queryType === 'counts' || queryType === 'events';
  return (
    <div {...handlers} data-testid="sigtrail-query-editor">
      <EditorRows>
        <KindRow {...part} changed={changed} onRun={run} />
        {queryType === 'events' ? <LookupRow {...part} /> : <RulesRow {...part} />}
        {queryType === 'counts' ? <CountsRow {...part} /> : null}
        {searches ? <FiltersRow {...part} /> : null}
        {searches || queryType === 'coverage' ? <ScopeRow {...part} /> : null}
        {searches || queryType === 'coverage' ? <CostLine {...part} /> : null}
        {searches || queryType === 'coverage' ? <LastScan {...part} data={data} /> : null}
      </EditorRows>
    </div>
  );
}

/** A new query is what the editor shows: the defaults are kept in it, once. */
function useKeepDefaults(stored: SigtrailQuery, query: SigtrailQuery, onChange: (query: SigtrailQuery) => void): void {
  const kept = useRef(false);
  useEffect(() => {
    if (!kept.current && isEmpty(stored)) {
      kept.current = true;
      onChange(query);
    }
  });
}
