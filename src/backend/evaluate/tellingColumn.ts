import { OPAQUE, type ColumnValue } from '../../sigma';

/** Short names that a column alone tells, wherever it holds a text (see principal.ts). */
const COLUMN_OF: Readonly<Record<string, string>> = {
  account: 'recipientAccountId',
  region: 'awsRegion',
  principal: 'userIdentity.arn',
};

/** The column in which a field's value stands, where there is one. */
export function columnNameOf(field: string): string {
  return COLUMN_OF[field] ?? field;
}

/** Whether a value of the column is all there is to know of the field. */
export function tells(field: string, value: ColumnValue): boolean {
  return field in COLUMN_OF ? typeof value === 'string' && value !== '' : value !== OPAQUE;
}
