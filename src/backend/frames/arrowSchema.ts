import { Field as ArrowField, type DataType } from 'apache-arrow';
import type { Field, Frame } from './frame';

/** The Arrow field: its name, labels and config travel as metadata. */
export function arrowField(field: Field, type: DataType, nullable: boolean): ArrowField {
  const metadata = new Map([['name', field.name]]);
  if (field.labels) {
    metadata.set('labels', JSON.stringify(field.labels));
  }
  if (field.config) {
    metadata.set('config', JSON.stringify(field.config));
  }
  return new ArrowField(field.name, type, nullable, metadata);
}

/** What belongs to the frame as a whole. */
export function schemaMetadata({ name, refId, meta }: Frame): Map<string, string> {
  const metadata = new Map([
    ['name', name ?? ''],
    ['refId', refId ?? ''],
  ]);
  if (meta) {
    metadata.set('meta', JSON.stringify(meta));
  }
  return metadata;
}
