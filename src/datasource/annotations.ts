import {
  AnnotationEventFieldSource,
  type AnnotationEventMappings,
  type AnnotationQuery,
  type AnnotationSupport,
} from '@grafana/data';
import type { SigtrailQuery } from './types';

const MAPPINGS: AnnotationEventMappings = {
  time: { source: AnnotationEventFieldSource.Field, value: 'time' },
  title: { source: AnnotationEventFieldSource.Field, value: 'rule' },
  text: { source: AnnotationEventFieldSource.Field, value: 'principal' },
  tags: { source: AnnotationEventFieldSource.Field, value: 'severity' },
  id: { source: AnnotationEventFieldSource.Field, value: 'eventID' },
};

/** Annotations are detections: a mark at each one's time, titled by its rule, tagged with its severity. */
export const annotationSupport: AnnotationSupport<SigtrailQuery> = {
  getDefaultQuery: () => ({ queryType: 'detections', format: 'table', rules: { minLevel: 'high' }, limit: 100 }),
  // Without a mapping Grafana takes the first text column (the severity) as the text. A user's own mapping wins.
  prepareAnnotation: (json: AnnotationQuery<SigtrailQuery>) => ({
    ...json,
    mappings: { ...MAPPINGS, ...json.mappings },
  }),
  prepareQuery: ({ target }) => {
    if (!target) {
      return undefined;
    }
    // Log frames and counts have no columns that a mark can show.
    const queryType = target.queryType === 'events' ? 'events' : 'detections';
    return { ...target, refId: target.refId || 'Anno', queryType, format: 'table' };
  },
};
