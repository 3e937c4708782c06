const DASHED = /^([1-3][0-9]{3})-([01][0-9])-([0-3][0-9])$/;
const SLASHED = /^([1-3][0-9]{3})\/([01]?[0-9])\/([0-3]?[0-9])$/;
const TIMESTAMP = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:$|[Tt \t])/;

/**
 * A rule's date as `YYYY-MM-DD`; undefined where it is none. Dates with slashes are old rules' form; a time after the date is
 * dropped, and is allowed only where YAML itself reads a time (`isTimestamp`).
 */
export function parseDate(text: string, isTimestamp: boolean): string | undefined {
  const match = (isTimestamp ? TIMESTAMP.exec(text) : null) ?? DASHED.exec(text) ?? SLASHED.exec(text);
  if (!match) {
    return undefined;
  }
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
    return undefined;
  }
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}
