import path from 'node:path';
import { expectGolden } from '../testing/golden';
import { answerGolden, GOLDEN_QUERIES } from '../testing/goldenQueries';

const TESTDATA = path.join(__dirname, 'testdata');

const FORMS = [
  'counts-numeric',
  'counts-timeseries',
  'detections-table',
  'detections-logs',
  'events-table',
  'events-logs',
  'coverage',
  'rules',
];
const EDGES = ['', '-none', '-one', '-truncated', '-error'];

describe('frames', () => {
  // Rules are not looked up, so that their list is never cut off.
  it.each(FORMS.flatMap((form) => EDGES.map((edge) => form + edge)).filter((name) => name !== 'rules-truncated'))(
    'have a golden file of %s',
    (name) => {
      expect(GOLDEN_QUERIES).toHaveProperty([name]);
    }
  );

  it.each(Object.entries(GOLDEN_QUERIES))('%s is as its golden file', async (name, query) => {
    const { frames, ...fault } = await answerGolden(query);
    expect('error' in fault).toBe(name.endsWith('-error'));
    expectGolden(TESTDATA, name, 'error' in fault ? fault : frames);
  });
});
