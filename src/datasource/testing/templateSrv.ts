import type { ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';

type Value = string | string[];
type Format = string | ((value: unknown) => string) | undefined;

const VARIABLE = /\$\{(\w+)(?::(\w+))?\}|\$(\w+)/g;

/** Dashboard variables as Grafana replaces them: scoped ones first, unknown ones stay, several values as a glob. */
export function fakeTemplateSrv(variables: Record<string, Value>): TemplateSrv {
  const replace = (text = '', scopedVars: ScopedVars = {}, format?: Format) =>
    text.replace(VARIABLE, (match, braced: string | undefined, own: string | undefined, bare: string | undefined) => {
      const name = braced ?? bare ?? '';
      const value: unknown = scopedVars[name]?.value ?? variables[name];
      return value === undefined ? match : formatted(value, own ?? format);
    });
  return {
    replace: replace as TemplateSrv['replace'],
    getVariables: () => Object.keys(variables).map((name) => ({ name })) as ReturnType<TemplateSrv['getVariables']>,
    containsTemplate: (text?: string) =>
      [...(text ?? '').matchAll(VARIABLE)].some(([, a, , b]) => (a ?? b ?? '') in variables),
    updateTimeRange: () => undefined,
  };
}

function formatted(value: unknown, format: Format): string {
  if (typeof format === 'function') {
    return format(value);
  }
  const values = (Array.isArray(value) ? value : [value]).map(String);
  switch (format) {
    case 'csv':
      return values.join(',');
    case 'regex': {
      const escaped = values.map((text) => text.replace(/[\\^$*+?.()|[\]{}/]/g, '\\$&'));
      return Array.isArray(value) && values.length > 1 ? `(${escaped.join('|')})` : escaped.join('');
    }
    default:
      return values.length === 1 ? values[0] : `{${values.join(',')}}`;
  }
}
