/** What Athena charges for what a statement scans (on demand, most regions), in US dollars. */
export const DOLLARS_PER_TERABYTE = 5;
/** For how little it charges at least. */
const LEAST_BYTES = 10_000_000;

/** What Athena charges for scanned bytes, in US dollars. */
export function priceOf(bytes: number): number {
  return bytes === 0 ? 0 : (Math.max(bytes, LEAST_BYTES) / 1e12) * DOLLARS_PER_TERABYTE;
}

/** A price in US dollars: `$0.0042`, `$1.20`. */
export function dollarsText(price: number): string {
  return `$${price >= 0.1 ? price.toFixed(2) : Number(price.toPrecision(2))}`;
}

/** What Athena charges for scanned bytes: `$0.0042`, `$1.20`. */
export function priceText(bytes: number): string {
  return dollarsText(priceOf(bytes));
}

/** `1.5 GB`, by thousands, as AWS bills. */
export function bytesText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : Number(value.toPrecision(2))} ${units[unit]}`;
}
