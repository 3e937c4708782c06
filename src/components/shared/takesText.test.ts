import type { EstimateResponse } from '../../contract/resources';
import { takesText, weightOf } from './takesText';

const LOOKUP: EstimateResponse = {
  source: 'lookup',
  lookups: ['everything'],
  requestsPerMinute: 1,
  firstRequests: 40,
  places: 1,
  text: 'about 1 request per minute',
  reason: '',
};
const trail = (bytes?: number): EstimateResponse => ({
  ...LOOKUP,
  source: 'trail',
  firstRequests: 0,
  text: 'a scan of the trail',
  scan: bytes === undefined ? {} : { bytes },
});

it('takes a scan that is not known to read nothing for dearer than any requests', () => {
  expect([trail(), trail(1), trail(0), LOOKUP].map(weightOf)).toEqual([Infinity, Infinity, 0, 40]);
});

it('names what looking takes of the source that is asked', () => {
  expect([LOOKUP, trail()].map(takesText)).toEqual(['about 40 requests', 'a scan of the trail']);
});
