import { goTemplate, type Functions } from './goTemplate';

/** What Grafana gives a template of an annotation or a label. */
export interface TemplateData {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, number>>;
}

const FUNCTIONS: Functions = {
  eq: (value, ...others) => others.includes(value),
  printf: (_, value) => Number(value).toFixed(0),
  urlquery: (value) => encodeURIComponent(String(value)).replaceAll('%20', '+'),
  externalURL: () => 'https://grafana.example/',
  // Go's \z is JavaScript's $.
  reReplaceAll: (pattern, by, text) =>
    String(text).replace(new RegExp(String(pattern).replace('\\z', '$'), 'g'), String(by)),
};

/** Expands an annotation or a label of an alert rule as Grafana does. */
export function expandTemplate(template: string, { labels, values }: TemplateData): string {
  const data = {
    Labels: labels,
    Values: Object.fromEntries(Object.entries(values).map(([refId, value]) => [refId, { Value: value }])),
  };
  return goTemplate(template, FUNCTIONS, { $labels: 'Labels', $values: 'Values' }).run(data);
}
