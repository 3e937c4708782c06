import { formatDuration, parseDuration, spellDuration } from './duration';

it.each([
  [0, '0s', '0 seconds'],
  [90, '1m30s', '90 seconds'],
  [60, '1m', '1 minute'],
  [1200, '20m', '20 minutes'],
  [3600, '1h', '1 hour'],
  [90_061, '25h1m1s', '90061 seconds'],
])('%d seconds are %s, %s', (seconds, short, spelt) => {
  expect(formatDuration(seconds)).toBe(short);
  expect(spellDuration(seconds)).toBe(spelt);
  expect(parseDuration(short)).toBe(seconds);
});

it.each([
  ['45', 45],
  ['1w2d', 777_600],
  ['', undefined],
  ['5', 5],
  ['5x', undefined],
  ['5m1h', undefined],
  ['-5m', undefined],
  ['1.5h', undefined],
])('reads %j as %j', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});
