import type { EventPart, EventRow, PartRow } from '../../cloudtrail';
import { columnOfRow, OPAQUE, type ColumnValue } from '../../sigma';
import type { CloudTrailRecord } from './record';

/** One event of a part. It holds no more than where the event is: what is asked is read, from the columns where they tell. */
export class EventView {
  private kept?: EventRow;

  constructor(
    readonly part: EventPart,
    readonly index: number,
    /** Epoch milliseconds. */
    readonly timeMs: number
  ) {}

  static of({ part, open, index }: PartRow): EventView {
    return new EventView(part, index, open.seconds[index] * 1000);
  }

  /** The envelope, and the record as text when that is asked for. */
  get row(): EventRow {
    this.kept ??= this.part.open().row(this.index);
    return this.kept;
  }

  /** The record, parsed each time; an empty one where CloudTrail sent none that can be read. */
  get record(): CloudTrailRecord {
    const { text } = this.row;
    return text === null ? {} : (JSON.parse(text) as CloudTrailRecord);
  }

  /** A field as the columns hold it; OPAQUE where only the record tells. */
  column(field: string): ColumnValue {
    return columnOfRow(this.part.open().columns, field, this.index);
  }

  /** A text that the columns or the record have at a path; undefined for anything but a text with letters in it. */
  text(field: string): string | undefined {
    const held = this.column(field);
    const value = held === OPAQUE ? textIn(this.record, field) : held;
    return typeof value === 'string' && value !== '' ? value : undefined;
  }
}

function textIn(record: CloudTrailRecord, field: string): unknown {
  return field.split('.').reduce<unknown>((value, step) => {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as CloudTrailRecord)[step] : undefined;
  }, record);
}
