import { CoreApp } from '@grafana/data';
import type { SigtrailQueryModel } from '../../contract/query';

/**
 * What a new query asks for. Explore reads detections as logs; an alert rule needs one number for each rule, zeros
 * included, so that a quiet rule resolves; a panel draws counts over time and leaves quiet rules out of its legend.
 */
export function defaultQuery(app?: CoreApp): SigtrailQueryModel {
  switch (app) {
    case CoreApp.Explore:
      return { queryType: 'detections', format: 'logs' };
    case CoreApp.UnifiedAlerting:
    case CoreApp.CloudAlerting:
      return { queryType: 'counts', format: 'numeric', fill: 'zero' };
    default:
      return { queryType: 'counts', format: 'timeseries', fill: 'none' };
  }
}
