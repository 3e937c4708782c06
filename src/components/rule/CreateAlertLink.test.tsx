import { render, screen } from '@testing-library/react';
import { config } from '@grafana/runtime';
import type { AlertForm } from '../../catalogue/alerting/alertForm';
import type { RulePage } from '../../contract/resources';
import { CreateAlertLink } from './CreateAlertLink';

const PAGE = {
  id: 'a/b',
  title: 'Root {{ signed in }}',
  level: 'high',
  description: 'The root user signed in.',
  attack: [],
  references: [],
  falsepositives: ['First sign-in'],
} as unknown as RulePage;
const show = () =>
  render(
    <CreateAlertLink
      page={PAGE}
      dataSource={{ uid: 'other', jsonData: { severityLabels: { high: 'P2' }, settleMinutes: 30 } as object }}
    />
  );
const link = () => screen.queryByRole('link', { name: /create alert rule/i });

it("leads to the form of an alert rule on the rule, of the page's data source and by its settings", () => {
  config.unifiedAlertingEnabled = true;
  show();
  const url = new URL(link()?.getAttribute('href') ?? '', 'https://grafana.example');
  expect(url.pathname).toBe('/alerting/new');
  const form = JSON.parse(url.searchParams.get('defaults') ?? '') as AlertForm;
  expect(form.name).toBe(PAGE.title);
  expect(form.queries[0]).toMatchObject({
    datasourceUid: 'other',
    relativeTimeRange: { from: 2100, to: 0 },
    model: { rules: { ids: ['a/b'] }, queryType: 'counts', format: 'numeric' },
  });
  expect(form.labels).toEqual([
    { key: 'severity', value: 'P2' },
    { key: 'rule_id', value: 'a/b' },
  ]);
  expect(form.annotations).toContainEqual({ key: 'falsepositives', value: 'First sign-in' });
});

it('is not there where Grafana has no alerting', () => {
  config.unifiedAlertingEnabled = false;
  show();
  expect(link()).toBeNull();
});
