import type { TemplateSrv } from '@grafana/runtime';

/** No dashboard, no variables: every text stays as it is. */
export const templateSrv: TemplateSrv = {
  getVariables: () => [],
  replace: (target) => target ?? '',
  containsTemplate: () => false,
  updateTimeRange: () => undefined,
};
