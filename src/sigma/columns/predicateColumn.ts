import type { Predicate } from '../types';
import { predicateTest } from '../match/predicateTest';
import { setBit, type BitSets } from './bits';
import { OPAQUE, type Column, type ColumnValue, type Columns } from './columns';
import { remembering } from './remembering';
import type { ColumnTest, Verdict } from './verdict';

/** A predicate over columns; rows whose value no column holds are undecided. */
export function predicateColumn(predicate: Predicate): ColumnTest {
  const { field } = predicate;
  if (field === undefined || predicate.kind === 'field_eq') {
    return undecided;
  }
  const test = predicateTest(predicate);
  const verdictOf = remembering((value: ColumnValue) => test(value === undefined ? {} : { [field]: value }));
  return (columns, sets) => {
    const column = columns.column(field);
    return column ? columnVerdict(columns.size, column, verdictOf, sets) : undecided(columns, sets);
  };
}

function undecided(_: Columns, sets: BitSets): Verdict {
  return { must: sets.none(), may: sets.all() };
}

function columnVerdict(
  size: number,
  { values, rows }: Column,
  verdictOf: (value: ColumnValue) => boolean,
  sets: BitSets
): Verdict {
  const opaque = values.indexOf(OPAQUE);
  const verdicts = values.map((value) => value !== OPAQUE && verdictOf(value));
  const must = rowsOf(size, rows, verdicts, sets);
  if (opaque < 0) {
    return { must, may: must };
  }
  verdicts[opaque] = true;
  return { must, may: rowsOf(size, rows, verdicts, sets) };
}

function rowsOf(size: number, rows: Column['rows'], verdicts: readonly boolean[], sets: BitSets) {
  if (!verdicts.includes(true)) {
    return sets.none();
  }
  if (!verdicts.includes(false)) {
    return sets.all();
  }
  const bits = sets.none();
  for (let row = 0; row < size; row++) {
    if (verdicts[rows[row]]) {
      setBit(bits, row);
    }
  }
  return bits;
}
