import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CoreApp } from '@grafana/data';
import { config, locationService } from '@grafana/runtime';
import type { AlertForm } from '../catalogue/alerting/alertForm';
import { newAlertUrl } from './createAlert';
import { CreateAlertButton } from './editor/CreateAlertButton';
import { fakeBackend } from './testing/datasource';
import type { SigtrailQuery } from './types';

function decoded(url: string): AlertForm {
  return JSON.parse(new URL(url, 'https://grafana.example').searchParams.get('defaults') ?? '') as AlertForm;
}
const query = (part: object): SigtrailQuery => ({ refId: 'B', queryType: 'detections', format: 'logs', ...part });
async function formOf(part: object, backend = fakeBackend()): Promise<AlertForm> {
  return decoded(await newAlertUrl(backend.datasource, query(part)));
}
const PAGE = {
  id: 'rule-root',
  title: 'Root signed in',
  level: 'high',
  description: 'The root user signed in.',
  references: ['https://a.example'],
  falsepositives: ['First sign-in'],
  tags: [],
  attack: [{ tactic: { id: 'TA0001', name: 'Initial Access' }, techniques: [] }],
};

describe('an alert rule from a query', () => {
  it('counts what the query shows, with its variables replaced', async () => {
    const filters = [{ field: 'errorCode', operator: '=', value: '' }];
    const form = await formOf(
      { rules: { minLevel: '$level' }, regions: ['$region'], filters, limit: 20 },
      fakeBackend({ level: 'high', region: ['a', 'b'] })
    );
    expect(form.name).toBe('Sigma detections: high and above');
    expect(form.queries[0]).toMatchObject({
      refId: 'A',
      datasourceUid: 'uid',
      relativeTimeRange: { from: 1200, to: 0 },
    });
    expect(form.queries[0].model).toEqual({
      refId: 'A',
      datasource: { type: 'sigtrail-cloudtrail-datasource', uid: 'uid' },
      queryType: 'counts',
      format: 'numeric',
      rules: { minLevel: 'high' },
      regions: ['a', 'b'],
      filters,
      groupBy: ['account', 'region'],
      fill: 'zero',
    });
    // Several levels: the severity of each instance is its query's.
    expect(form.labels).toEqual([]);
  });

  it('tells of one rule what its page tells', async () => {
    const backend = fakeBackend();
    backend.answers['rules/rule-root'] = PAGE;
    const form = await formOf({ rules: { ids: ['rule-root'] } }, backend);
    expect(form.name).toBe('Root signed in');
    expect(form.labels).toEqual([
      { key: 'severity', value: 'high' },
      { key: 'rule_id', value: 'rule-root' },
    ]);
    expect(form.annotations).toEqual(
      expect.arrayContaining([
        { key: 'description', value: PAGE.description },
        { key: 'attack', value: 'Initial Access (TA0001)' },
        { key: 'falsepositives', value: 'First sign-in' },
      ])
    );
  });

  it('carries an own rule with it', async () => {
    const rule = "title: 'My rule'\nlevel: low";
    const form = await formOf({ queryType: 'counts', format: 'timeseries', rule, groupBy: ['sourceIPAddress'] });
    expect(form.name).toBe('My rule');
    expect(form.queries[0].model).toMatchObject({ rule, groupBy: ['sourceIPAddress'], fill: 'none' });
    expect(form.queries[0].model).not.toHaveProperty('rules');
  });

  it('labels the alert rule with the level of all of its rules', async () => {
    expect((await formOf({ rules: { levels: ['critical'] } })).labels).toEqual([
      { key: 'severity', value: 'critical' },
    ]);
    expect((await formOf({ rules: { levels: ['critical', 'high'] } })).labels).toEqual([]);
  });
});

describe('CreateAlertButton', () => {
  const button = () => screen.queryByRole('button', { name: /create alert rule/i });
  const show = (part: object, app: CoreApp = CoreApp.Explore) =>
    render(<CreateAlertButton datasource={fakeBackend().datasource} query={query(part)} app={app} />);
  beforeEach(() => {
    config.unifiedAlertingEnabled = true;
  });

  it('opens the form', async () => {
    show({ rules: { minLevel: 'high' } });
    await userEvent.setup().click(button()!);
    await waitFor(() => expect(locationService.getLocation().pathname).toBe('/alerting/new'));
    const { search } = locationService.getLocation();
    expect(decoded(search).queries[0].model).toMatchObject({ rules: { minLevel: 'high' } });
  });

  it.each([
    [{ queryType: 'events' }, CoreApp.Explore],
    [{ queryType: 'rules' }, CoreApp.Explore],
    [{ rule: ' ' }, CoreApp.Explore],
    [{}, CoreApp.UnifiedAlerting],
  ])('is not there for %j in %s', (part, app) => {
    show(part, app);
    expect(button()).toBeNull();
  });

  it('is not there where Grafana has no alerting', () => {
    config.unifiedAlertingEnabled = false;
    show({});
    expect(button()).toBeNull();
  });
});
