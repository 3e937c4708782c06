import { type DataFrame, toDataFrame } from '@grafana/data';
import type { TrailEngine } from '../../contract/settings';
import { lastScanText } from './lastScanText';

const frames = (stats: unknown): DataFrame[] => [
  { ...toDataFrame({ fields: [] }), refId: 'A', meta: { custom: { stats } } },
];

it.each([
  [{ source: 'trail', scannedBytes: 1.2e12 }, 'trino', 'Scanned 1.2 TB of the trail for this answer.'],
  [
    { source: 'trail', scannedBytes: 1e9, candidates: 3400, events: 3400 },
    'trino',
    /answer; 3,400 events came back\.$/,
  ],
  [{ source: 'trail', scannedBytes: 1e9, candidates: 1, events: 1 }, 'trino', /answer; 1 event came back\.$/],
  [
    { source: 'trail', scannedBytes: 1e9, candidates: 9432, events: 3_599_231 },
    'trino',
    /answer; 3,599,231 events were counted there, 9,432 rows came back\.$/,
  ],
  [{ source: 'trail', scannedBytes: 0 }, 'athena', /^Nothing of the trail was scanned/],
  [{ source: 'lookup', scannedBytes: 0 }, 'athena', undefined],
  [undefined, 'athena', undefined],
  ['soon', 'athena', undefined],
])('says of %j by %s: %s', (stats, engine, text) => {
  const said = lastScanText(frames(stats), 'A', engine as TrailEngine);
  if (text === undefined) {
    expect(said).toBeUndefined();
  } else {
    expect(said).toMatch(text);
  }
});

it('says nothing for an answer to another query', () => {
  expect(lastScanText(frames({ source: 'trail', scannedBytes: 5 }), 'B', 'athena')).toBeUndefined();
});
