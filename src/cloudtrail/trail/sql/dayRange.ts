import type { PartColumn, Partitions } from '../table/partitions';
import { sqlText } from './sqlText';

const DAY_S = 86_400;
/** Beyond so many days nobody lists them one by one. */
const MAX_LISTED = 400;

/**
 * Conditions that leave the partitions in which events of a range are delivered; none where the table has no days.
 *
 * @param fromS epoch seconds
 * @param toS when the last of them was delivered, epoch seconds, inclusive
 */
export function dayConditions({ day, parts }: Partitions, fromS: number, toS: number): string[] {
  if (parts) {
    return partConditions(parts, fromS, toS);
  }
  return day ? dayColumn(day.sql, day.format, fromS, toS) : [];
}

function dayColumn(sql: string, format: string | undefined, fromS: number, toS: number): string[] {
  if (format === 'date') {
    return [between(sql, `DATE ${sqlText(isoDay(fromS))}`, `DATE ${sqlText(isoDay(toS))}`)];
  }
  if (format === undefined) {
    // Of the usual forms only one can be the table's; a value of none of them is let through.
    const forms = ['yyyy/MM/dd', 'yyyy-MM-dd', 'yyyyMMdd'].map((form) => {
      const [from, to] = [formatTime(form, fromS), formatTime(form, toS)];
      const shape = form.replace(/[a-zA-Z]/g, '_');
      return `(${sql} LIKE ${sqlText(shape)} AND ${between(sql, sqlText(from ?? ''), sqlText(to ?? ''))})`;
    });
    return [`(${forms.join(' OR ')} OR NOT regexp_like(${sql}, '^[0-9]{4}(-[0-9]{2}-|/[0-9]{2}/|[0-9]{2})[0-9]{2}$'))`];
  }
  if (!isOrdered(format)) {
    return [];
  }
  const [from, to] = [formatTime(format, fromS), formatTime(format, toS)];
  return from === undefined || to === undefined ? [] : [between(sql, sqlText(from), sqlText(to))];
}

function between(sql: string, from: string, to: string): string {
  return from === to ? `${sql} = ${from}` : `${sql} BETWEEN ${from} AND ${to}`;
}

/** Whether texts of a format are in the order of time: largest unit first, all of fixed length. */
function isOrdered(format: string): boolean {
  return /^yyyy[^a-zA-Z']*MM(?:[^a-zA-Z']*dd(?:[^a-zA-Z']*HH(?:[^a-zA-Z']*mm)?)?)?$/.test(format);
}

/** A time in Java's letters, those that dates of partitions have. */
function formatTime(format: string, timeS: number): string | undefined {
  const iso = new Date(timeS * 1000).toISOString();
  const values: Readonly<Record<string, string>> = {
    yyyy: iso.slice(0, 4),
    MM: iso.slice(5, 7),
    dd: iso.slice(8, 10),
    HH: iso.slice(11, 13),
    mm: iso.slice(14, 16),
  };
  const text = format.replace(/([a-zA-Z])\1*/g, (letters) => values[letters] ?? '\0');
  return text.includes('\0') ? undefined : text;
}

function partConditions(parts: NonNullable<Partitions['parts']>, fromS: number, toS: number): string[] {
  const days = Math.floor(toS / DAY_S) - Math.floor(fromS / DAY_S) + 1;
  if (days > MAX_LISTED) {
    const years = new Set<string>();
    for (let year = Number(isoDay(fromS).slice(0, 4)); year <= Number(isoDay(toS).slice(0, 4)); year++) {
      years.add(String(year));
    }
    return [oneOf(parts.year, years)];
  }
  const months = new Map<string, Set<string>>();
  for (let index = 0; index < days; index++) {
    const day = isoDay(fromS + index * DAY_S);
    const month = day.slice(0, 7);
    const ofMonth = months.get(month) ?? new Set();
    months.set(month, ofMonth);
    ofMonth.add(day.slice(8));
  }
  const { day: dayPart } = parts;
  const each = [...months].map(([month, ofMonth]) => {
    const tests = [oneOf(parts.year, new Set([month.slice(0, 4)])), oneOf(parts.month, new Set([month.slice(5)]))];
    return `(${[...tests, ...(dayPart ? [oneOf(dayPart, ofMonth)] : [])].join(' AND ')})`;
  });
  return [each.length === 1 ? (each[0] ?? '') : `(${each.join(' OR ')})`];
}

/** @param values with leading zeros, which texts may have or not */
function oneOf({ sql, isText }: PartColumn, values: ReadonlySet<string>): string {
  const literals = [...values].flatMap((value) => {
    const short = String(Number(value));
    return isText ? [...new Set([value, short])].map(sqlText) : [short];
  });
  return `${sql} IN (${literals.join(', ')})`;
}

function isoDay(timeS: number): string {
  return new Date(timeS * 1000).toISOString().slice(0, 10);
}
