import path from 'node:path';
import { TestBackend } from '../testing/backend';
import { expectGolden } from '../testing/golden';
import { SAMPLE_EVENTS } from '../testing/sampleEvents';
import { SAMPLE_RULES } from '../testing/sampleRules';

const TESTDATA = path.join(__dirname, 'testdata');

const KINDS: Record<string, Record<string, unknown>> = {
  'counts-numeric': { queryType: 'counts', format: 'numeric' },
  'counts-numeric-no-fill': { queryType: 'counts', format: 'numeric', fill: 'none' },
  'counts-numeric-by-region': {
    queryType: 'counts',
    format: 'numeric',
    groupBy: ['region'],
    rules: { minLevel: 'high' },
  },
  'counts-numeric-by-principal': { queryType: 'counts', format: 'numeric', groupBy: ['userIdentity.arn'] },
  'counts-timeseries': { queryType: 'counts', format: 'timeseries', rules: { minLevel: 'medium' } },
  'counts-timeseries-none': {
    queryType: 'counts',
    format: 'timeseries',
    fill: 'none',
    rules: { levels: ['informational'] },
  },
  'detections-table': { queryType: 'detections', format: 'table' },
  'detections-table-none': { queryType: 'detections', format: 'table', rules: { levels: ['informational'] } },
  'detections-table-limited': { queryType: 'detections', format: 'table', limit: 1 },
  'detections-logs': { queryType: 'detections', format: 'logs' },
  'events-logs': { queryType: 'events', format: 'logs' },
  'events-table': { queryType: 'events', format: 'table' },
  'events-table-limited': { queryType: 'events', format: 'table', limit: 2, regions: ['eu-central-1'] },
  rules: { queryType: 'rules' },
  coverage: { queryType: 'coverage' },
};

describe('frames', () => {
  it.each(Object.entries(KINDS))('%s is as its golden file', async (name, model) => {
    const backend = new TestBackend({ rules: SAMPLE_RULES, events: SAMPLE_EVENTS });
    const response = await backend.query(model);
    expect(response.error).toBeUndefined();
    expectGolden(TESTDATA, name, response.frames);
  });
});
