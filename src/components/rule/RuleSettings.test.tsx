import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { DataSourceSettings } from '@grafana/data';
import { config, setBackendSrv, type BackendSrv } from '@grafana/runtime';
import { buildCatalogue } from '../../catalogue';
import type { RulePage } from '../../contract/resources';
import type { SigtrailJsonData } from '../../contract/settings';
import { choose, giveElementsASize } from '../../datasource/testing/combobox';
import { loadRuleSet } from '../../sigma';
import { RuleSettings } from './RuleSettings';

giveElementsASize();
jest.setTimeout(30_000);

const ID = '11111111-1111-4111-8111-111111111111';
const RULE = `title: Key made
id: ${ID}
logsource: { product: aws, service: cloudtrail }
detection:
  selection: { eventName: CreateAccessKey }
  condition: selection
level: high
`;
const PAGE = buildCatalogue(loadRuleSet([{ file: 'a.yml', text: RULE }])).page(ID) as RulePage;

type Settings = Partial<DataSourceSettings<SigtrailJsonData>>;

/** A Grafana with one data source; a save with another version than the last one is refused, as by Grafana. */
function open(part: Settings = {}, page: Partial<RulePage> = {}, mayWrite = true) {
  config.bootData.user = { ...config.bootData.user, permissions: { 'datasources:write': mayWrite } };
  const grafana = { settings: { name: 'One', version: 1, jsonData: {}, ...part }, asked: [] as string[] };
  const service = {
    get: async (url: string) => {
      grafana.asked.push(`GET ${url}`);
      return JSON.parse(JSON.stringify(grafana.settings)) as typeof grafana.settings;
    },
    put: async (url: string, body: typeof grafana.settings) => {
      grafana.asked.push(`PUT ${url}`);
      if (body.version !== grafana.settings.version) {
        throw Object.assign(new Error('conflict'), { status: 409, data: { message: 'Updated by someone else.' } });
      }
      grafana.settings = { ...body, version: (body.version ?? 0) + 1 };
    },
  };
  setBackendSrv(service as unknown as BackendSrv);
  const onSaved = jest.fn();
  const user = userEvent.setup({ delay: null });
  render(<RuleSettings uid="one" page={{ ...PAGE, ...page }} onSaved={onSaved} />);
  return { user, grafana, onSaved, service };
}

it('switches the rule off and leaves the rest of the settings as they are', async () => {
  const jsonData = { defaultRegion: 'eu-central-1', ruleOverrides: { other: { enabled: false } } };
  const { user, grafana, onSaved } = open({ jsonData });
  await user.click(await screen.findByLabelText(/^Enabled/));
  expect(await screen.findByText('Saved.')).toBeInTheDocument();
  expect(grafana.settings).toEqual({
    name: 'One',
    version: 2,
    jsonData: { ...jsonData, ruleOverrides: { other: { enabled: false }, [ID]: { enabled: false } } },
  });
  expect(onSaved).toHaveBeenCalledTimes(1);
});

it('switches it on again, and then says nothing about it', async () => {
  const { user, grafana } = open({ jsonData: { ruleOverrides: { [ID]: { enabled: false } } } }, { enabled: false });
  expect(await screen.findByLabelText(/^Enabled/)).not.toBeChecked();
  await user.click(screen.getByLabelText(/^Enabled/));
  await screen.findByText('Saved.');
  expect(grafana.settings.jsonData).toEqual({});
});

it('switches a rule on that is for other records, which needs saying', async () => {
  const { user, grafana } = open({}, { enabled: false, logsource: { product: 'windows' } });
  await user.click(await screen.findByLabelText(/^Enabled/));
  await screen.findByText('Saved.');
  expect(screen.getByLabelText(/^Enabled/)).toBeChecked();
  expect(grafana.settings.jsonData).toEqual({ ruleOverrides: { [ID]: { enabled: true } } });
  await user.click(screen.getByLabelText(/^Enabled/));
  await waitFor(() => expect(grafana.settings.jsonData).toEqual({}));
});

it('gives the rule another level', async () => {
  const { user, grafana } = open();
  await screen.findByLabelText(/^Level/);
  await choose(user, /^Level/, 'low');
  await waitFor(() => expect(grafana.settings.jsonData).toEqual({ ruleOverrides: { [ID]: { level: 'low' } } }));
});

it('shows the level as overridden, and takes that back', async () => {
  const { user, grafana } = open(
    { jsonData: { ruleOverrides: { [ID]: { level: 'low' } } } },
    { level: 'low', writtenLevel: 'high' }
  );
  expect(await screen.findByLabelText(/^Level/)).toHaveValue('low');
  await choose(user, /^Level/, 'high (as written)');
  await waitFor(() => expect(grafana.settings.jsonData).toEqual({}));
});

it('reads the settings anew where somebody saved them in between', async () => {
  const { user, grafana, service } = open();
  const { put } = service;
  service.put = async (url, body) => {
    service.put = put;
    grafana.settings = { ...grafana.settings, version: 7, jsonData: { retentionDays: 30 } };
    return put(url, body);
  };
  await user.click(await screen.findByLabelText(/^Enabled/));
  await screen.findByText('Saved.');
  expect(grafana.settings.jsonData).toEqual({ retentionDays: 30, ruleOverrides: { [ID]: { enabled: false } } });
});

it('tells why nothing was changed', async () => {
  const { user, service, onSaved } = open();
  service.put = () => Promise.reject(Object.assign(new Error(''), { status: 403, data: { message: 'No access.' } }));
  await user.click(await screen.findByLabelText(/^Enabled/));
  expect(await screen.findByText('No access.')).toBeInTheDocument();
  expect(screen.getByLabelText(/^Enabled/)).toBeChecked();
  expect(onSaved).not.toHaveBeenCalled();
});

it('can be read but not changed where the data source is provisioned', async () => {
  open({ readOnly: true }, { enabled: false });
  expect(await screen.findByText(/changed in its provisioning file/)).toBeInTheDocument();
  expect(screen.getByLabelText(/^Enabled/)).toBeDisabled();
  expect(screen.getByLabelText(/^Level/)).toBeDisabled();
});

it('is nothing for who may not change data sources', () => {
  const { grafana } = open({}, {}, false);
  expect(document.body).toHaveTextContent('');
  expect(grafana.asked).toEqual([]);
});
