/** An estimate in words: `about 3 requests per minute`. Larger numbers are rounded to two digits. */
export function estimateText(pagesPerMinute: number): string {
  if (!(pagesPerMinute > 0)) {
    return 'no requests';
  }
  return pagesPerMinute < 0.75
    ? 'less than one request per minute'
    : `about ${requestsText(pagesPerMinute)} per minute`;
}

/** `1 request`, `3 requests`, `1,200 requests`: at least one. */
export function requestsText(pages: number): string {
  const whole = Math.max(1, Math.round(pages));
  const scale = 10 ** Math.max(0, Math.floor(Math.log10(whole)) - 1);
  const rounded = Math.round(whole / scale) * scale;
  return rounded === 1 ? '1 request' : `${rounded.toLocaleString('en-US')} requests`;
}
