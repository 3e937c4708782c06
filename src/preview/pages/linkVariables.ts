import type { DataContextScopedVar, ScopedVars } from '@grafana/data';

const VARIABLE = /\$\{__(?:data\.fields\.(\w+)(?:\.numeric)?|value\.raw)(?::(\w+))?\}/g;

/**
 * Puts the values of a row into a link, as dashboards do: `${__data.fields.rule_id:percentencode}`,
 * `${__data.fields.time.numeric}`, `${__value.raw}`.
 * What is not known stays.
 */
export function replaceInLink(text: string, scopedVars?: ScopedVars): string {
  const context = (scopedVars?.__dataContext as DataContextScopedVar | undefined)?.value;
  const row = context?.rowIndex;
  if (!context || row === undefined) {
    return text;
  }
  return text.replace(VARIABLE, (whole, name: string | undefined, format?: string) => {
    const field = name === undefined ? context.field : context.frame.fields.find((other) => other.name === name);
    if (!field) {
      return whole;
    }
    const value = String(field.values[row] ?? '');
    return format === 'percentencode' ? encodeURIComponent(value) : value;
  });
}
