import type { Field } from '../frames/frame';

/**
 * Columns with the mark that Grafana's tables look for before a cell offers "filter for value": their names are what
 * filters take. Times and JSON are nothing to compare.
 */
export function filterable(fields: readonly Field[]): Field[] {
  return fields.map((field) =>
    field.type === 'string' || field.type === 'boolean'
      ? { ...field, config: { ...field.config, filterable: true } }
      : field
  );
}
