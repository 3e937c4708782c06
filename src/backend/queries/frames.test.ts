import path from 'node:path';
import { expectGolden } from '../testing/golden';
import { answerGolden, GOLDEN_QUERIES } from '../testing/goldenQueries';

const TESTDATA = path.join(__dirname, 'testdata');

describe('frames', () => {
  it.each(Object.entries(GOLDEN_QUERIES))('%s is as its golden file', async (name, query) => {
    const { frames, ...fault } = await answerGolden(query);
    expect('error' in fault).toBe(name.endsWith('-error'));
    expectGolden(TESTDATA, name, 'error' in fault ? fault : frames);
  });
});
