import type { EstimateResponse } from '../../contract/resources';
import { costDetails, costText } from './costText';

const estimate = (part: Partial<EstimateResponse> = {}): EstimateResponse => ({
  source: 'lookup',
  lookups: ['EventName=StopLogging', 'EventName=DeleteTrail'],
  requestsPerMinute: 3,
  firstRequests: 1200,
  places: 1,
  text: 'about 3 requests per minute',
  reason: 'The rules name 2 events.',
  ...part,
});
const names = (count: number) => Array.from({ length: count }, (_, index) => `EventName=E${index + 1}`);

it.each([
  [{}, 'About 3 requests per minute: EventName=StopLogging + EventName=DeleteTrail'],
  [{ lookups: ['everything'] }, 'About 3 requests per minute: everything'],
  [{ lookups: [], text: 'no requests' }, 'No requests'],
  [
    { lookups: names(6) },
    'About 3 requests per minute: EventName=E1 + EventName=E2 + EventName=E3 + EventName=E4 + 2 more',
  ],
] as Array<[Partial<EstimateResponse>, string]>)('says of %j: %s', (part, line) => {
  expect(costText(estimate(part))).toBe(line);
});

const TRAIL: Partial<EstimateResponse> = {
  source: 'trail',
  lookups: [],
  text: 'a scan of about 120 GB, $0.60',
  sourceReason: 'The query begins before them.',
};

it.each([
  [TRAIL, true, 'From the trail, a scan of about 120 GB, $0.60. The query begins before them.'],
  [TRAIL, false, 'From the trail, a scan of about 120 GB, $0.60'],
  [
    { sourceReason: 'It sees all.', lookups: ['everything'] },
    true,
    'From LookupEvents, about 3 requests per minute: everything. It sees all.',
  ],
] as Array<[Partial<EstimateResponse>, boolean, string]>)(
  'says of %j, chosen by the data source: %s: %s',
  (part, automatic, line) => {
    expect(costText(estimate(part), automatic)).toBe(line);
  }
);

it('says nothing of requests about a scan of the trail', () => {
  expect(costDetails(estimate({ ...TRAIL, firstRequests: 0 }), true)).toEqual(['The rules name 2 events.']);
});

it('shortens a value that would fill the editor', () => {
  const line = costText(estimate({ lookups: [`Username=${'x'.repeat(5000)}`] }));
  expect(line.length).toBeLessThan(100);
  expect(line).toMatch(/: Username=x+…$/);
});

it('tells why, what is missing and that requests are shared', () => {
  expect(costDetails(estimate(), true)).toEqual([
    'The rules name 2 events.',
    'What is not fetched yet of this time range takes about 1,200 requests.',
    expect.stringContaining('share these requests'),
  ]);
});

it('lists what the line only counts, and over how many places it is summed', () => {
  const details = costDetails(estimate({ lookups: names(25), places: 6 }), true);
  expect(details[1]).toMatch(/^Lookups: EventName=E1 \+ .*EventName=E20 \+ 5 more\.$/);
  expect(details).toContain('Summed over 6 pairs of account and region.');
});

it.each([
  [0, 'All that this time range needs is fetched already.'],
  [0.3, 'What is not fetched yet of this time range takes about 1 request.'],
  [7.2, 'What is not fetched yet of this time range takes about 8 requests.'],
])('says what %d requests for what is missing are', (firstRequests, sentence) => {
  expect(costDetails(estimate({ firstRequests }), true)).toContain(sentence);
});

it('says nothing of what is missing where no time range was chosen, nor of sharing where nothing is looked up', () => {
  expect(costDetails(estimate({ lookups: [], reason: 'No rule is selected.' }), false)).toEqual([
    'No rule is selected.',
  ]);
});
