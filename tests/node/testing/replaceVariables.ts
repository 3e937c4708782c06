import type { Replace } from '../../../src/datasource/query/expand';
import { fakeTemplateSrv } from '../../../src/datasource/testing/templateSrv';
import type { Variable } from './dashboards';

/** What is chosen on a dashboard: `All` where there is one, else one value; one value; several where there may be. */
export const CHOICES = ['all', 'one', 'several'] as const;
export type Choice = (typeof CHOICES)[number];
export type Samples = Readonly<Record<string, readonly string[]>>;

/** Replaces a dashboard's variables by sample values, as Grafana does: a custom "All" is handed on as it is. */
export function replaceVariables(variables: readonly Variable[], choice: Choice, samples: Samples): Replace {
  const custom = new Map<string, string>();
  const chosen: Record<string, string | string[]> = {};
  for (const { name, multi, includeAll, allValue } of variables) {
    const values = samples[name];
    if (choice === 'all' && includeAll && allValue) {
      custom.set(name, allValue);
    } else if (choice === 'all' && includeAll) {
      chosen[name] = [...values];
    } else {
      chosen[name] = multi ? values.slice(0, choice === 'several' ? undefined : 1) : values[0];
    }
  }
  const srv = fakeTemplateSrv(chosen);
  return (text, format) =>
    srv.replace(
      text.replace(/\$\{(\w+)(?::\w+)?\}/g, (whole, name: string) => custom.get(name) ?? whole),
      {},
      format
    );
}
