/**
 * Texts that are, or are part of, what a number looks like once it is read: digits, one point, an exponent, or Infinity,
 * which is what a number beyond all bounds is read as. Lower case.
 */
const PART_OF_NUMBER = /^(?:[+-]?\d*\.?\d*(?:e[+-]?\d*)?|-?i?n?f?i?n?i?t?y?)$/;

/**
 * Whether a number may hold a text. JSON texts have numbers in other forms than rules see them: 1e3 is 1000, and JSON text
 * may be written anew as 1E+3.
 */
export function maybeInNumber(lowerText: string): boolean {
  return PART_OF_NUMBER.test(lowerText);
}

/** Whether a boolean's text may hold a text. */
export function maybeInBoolean(lowerText: string): boolean {
  return 'true'.includes(lowerText) || 'false'.includes(lowerText);
}

/**
 * Finds numbers, in JSON or as the whole of a text, that may read as digits which their text does not show: with an
 * exponent, with more digits than a number keeps, or so small that they get an exponent. RE2 and Joni read it alike.
 */
export const ODD_NUMBER = '(^|[\\s:,"\\[])[+-]?([0-9.]+[eE]|[0-9.]{16}|0?[.]000000)';

/** Digits that the text of each number equal to a given one shows, unless it is odd; '' where that says nothing. */
export function digitsOf(value: number): string {
  const text = String(Math.abs(value));
  // .5 is 0.5, 007 is 7, 5. is 5.
  return /^\d+(\.\d+)?$/.test(text) ? text.replace(/^0(?=\.)/, '') : '';
}
