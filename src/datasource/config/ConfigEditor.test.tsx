import { useState } from 'react';
import { type DataSourcePluginMeta, type DataSourceSettings, EventBusSrv, PluginContextProvider } from '@grafana/data';
import { config, setAppEvents } from '@grafana/runtime';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DATASOURCE_ID } from '../../contract/ids';
import { giveElementsASize, choose } from '../testing/combobox';
import type { ConfigEditorProps } from '../editorProps';
import type { SigtrailOptions, SigtrailSecureOptions } from '../types';
import { ConfigEditor } from './ConfigEditor';

type Validation = NonNullable<ConfigEditorProps['validation']>;
type Settings = DataSourceSettings<SigtrailOptions, SigtrailSecureOptions>;

giveElementsASize();
// Grafana's lists are slow in jsdom, the more so on a busy machine.
jest.setTimeout(30_000);

function open(jsonData: SigtrailOptions = {}, part: Partial<Settings> = {}, validation?: Validation) {
  config.awsAllowedAuthProviders = ['default', 'keys', 'credentials', 'grafana_assume_role'];
  setAppEvents(new EventBusSrv());
  const seen = {
    options: { jsonData: { authType: 'default', ...jsonData }, secureJsonFields: {}, ...part } as Settings,
  };
  function Host() {
    const [options, setOptions] = useState(seen.options);
    return (
      <ConfigEditor
        options={options}
        validation={validation}
        onOptionsChange={(next) => {
          seen.options = next;
          setOptions(next);
        }}
      />
    );
  }
  const user = userEvent.setup({ delay: null });
  const meta = { id: DATASOURCE_ID, info: { version: '1.2.3' } } as DataSourcePluginMeta;
  render(
    <PluginContextProvider meta={meta}>
      <Host />
    </PluginContextProvider>
  );
  return { user, json: () => seen.options.jsonData, options: () => seen.options };
}

it("has Grafana's own form for AWS, without what exists on Grafana Cloud only", async () => {
  const { user, json } = open();
  await user.type(screen.getByLabelText(/^Endpoint/), 'http://localhost:4580');
  expect(json()).toMatchObject({ authType: 'default', endpoint: 'http://localhost:4580' });
  await user.click(screen.getByLabelText('Authentication Provider', { selector: 'input' }));
  expect(screen.getByText('Access & secret key')).toBeInTheDocument();
  expect(screen.queryByText('Grafana Assume Role')).not.toBeInTheDocument();
});

describe('the proxy before AWS', () => {
  afterEach(() => {
    config.awsPerDatasourceHTTPProxyEnabled = false;
  });

  it('is set where Grafana allows it, its password as a secret', async () => {
    config.awsPerDatasourceHTTPProxyEnabled = true;
    const { user, json, options } = open({ proxyType: 'url' });
    expect(screen.getByRole('alert', { name: /^Proxy URL/ })).toHaveTextContent('http://proxy.example.com:3128');
    await user.type(screen.getByLabelText(/^Proxy URL/, { selector: 'input' }), 'http://gate:3128');
    await user.type(screen.getByLabelText(/^Proxy Username/), 'grafana');
    await user.type(screen.getByLabelText(/^Proxy Password/), 'PLANTED');
    expect(json()).toMatchObject({ proxyType: 'url', proxyUrl: 'http://gate:3128', proxyUsername: 'grafana' });
    expect(options().secureJsonData).toMatchObject({ proxyPassword: 'PLANTED' });
    expect(JSON.stringify(json())).not.toContain('PLANTED');
    expect(screen.queryByRole('alert', { name: /^Proxy URL/ })).not.toBeInTheDocument();
  });

  it('is not shown elsewhere', () => {
    open({ proxyType: 'url', proxyUrl: 'http://gate:3128' });
    expect(screen.queryByLabelText(/^Proxy/)).not.toBeInTheDocument();
  });
});

it('never shows a secret that is set, and resets it', async () => {
  const { user, options } = open({ authType: 'keys' }, { secureJsonFields: { accessKey: true, secretKey: true } });
  expect(screen.getByLabelText('Access Key ID')).toBeDisabled();
  await user.click(screen.getByRole('button', { name: 'Edit Access Key ID' }));
  expect(options().secureJsonFields).toMatchObject({ accessKey: false });
});

it('takes a session token for temporary keys, and resets it', async () => {
  const { user, options } = open({ authType: 'keys' });
  await user.type(screen.getByLabelText(/^Session Token/), 'token');
  expect(options().secureJsonData).toEqual({ sessionToken: 'token' });
  cleanup();
  const set = open({ authType: 'keys' }, { secureJsonFields: { sessionToken: true } });
  await set.user.click(screen.getByRole('button', { name: /reset/i }));
  expect(set.options()).toMatchObject({
    secureJsonFields: { sessionToken: false },
    secureJsonData: { sessionToken: '' },
  });
});

it('sets regions', async () => {
  const { user, json } = open({ defaultRegion: 'eu-central-1' });
  await choose(user, /^Regions/, 'af-south-1');
  await choose(user, /^Regions/, 'ap-east-1');
  expect(json().regions).toEqual(['af-south-1', 'ap-east-1']);
});

it('adds, sets and removes accounts, with the problem beside the field', async () => {
  const { user, json } = open();
  await user.click(screen.getByRole('button', { name: 'Add account' }));
  expect(screen.getByText(/or remove the account/)).toBeInTheDocument();
  const arn = 'arn:aws:iam::123456789012:role/reader';
  await user.type(screen.getByLabelText('Account 1: role ARN'), arn);
  expect(screen.queryByText(/or remove the account/)).not.toBeInTheDocument();
  await user.type(screen.getByLabelText('Account 1: name'), 'prod');
  await user.type(screen.getByLabelText('Account 1: external id'), 'x');
  expect(json().accounts).toEqual([{ name: 'prod', assumeRoleArn: arn, externalId: 'x' }]);
  await user.click(screen.getByRole('button', { name: 'Remove account 1 (prod)' }));
  expect(json().accounts).toEqual([]);
});

it('sets where rules come from', async () => {
  const { user, json } = open();
  expect(screen.getByLabelText(/^Bundled rules/)).toBeChecked();
  await user.click(screen.getByLabelText(/^Bundled rules/));
  await user.type(screen.getByLabelText(/^Rule folders/), '/etc/sigma{Enter}rules{Enter}');
  expect(screen.getByText(/"rules" is none/)).toBeInTheDocument();
  await user.tab();
  expect(json()).toMatchObject({ bundledRules: false, rulePaths: ['/etc/sigma', 'rules'] });
});

it('sets severity labels, and forgets one that is emptied', async () => {
  const { user, json } = open({ severityLabels: { low: 'ticket' } });
  await user.type(screen.getByLabelText('critical'), 'page');
  expect(json().severityLabels).toEqual({ low: 'ticket', critical: 'page' });
  await user.clear(screen.getByLabelText('low'));
  expect(json().severityLabels).toEqual({ critical: 'page' });
});

it.each([
  ['Pacing', 'requestsPerSecond', '0.5', 0.5],
  ['Time for one query', 'lookupTimeoutSeconds', '60', 60],
  ['Events for one query', 'maxEventsPerQuery', '5000', 5000],
  ['Settling time', 'settleMinutes', '0', 0],
  ['Kept for', 'retentionDays', '30', 30],
  ['Largest size', 'storeMaxGigabytes', '0.5', 0.5],
] as const)('sets %s as the number %s, and forgets it when emptied', async (label, name, text, value) => {
  const { user, json } = open();
  await user.click(screen.getByRole('button', { name: /Expand section Lookups and storage/ }));
  const input = screen.getByLabelText(new RegExp(`^${label}`));
  await user.type(input, text);
  expect(json()[name]).toBe(value);
  await user.clear(input);
  expect(json()).not.toHaveProperty(name);
});

it('opens the lookups where they are not as they come, with problem and hint beside them', () => {
  open({ requestsPerSecond: 5, lookupTimeoutSeconds: 0, storePath: 'data' });
  expect(screen.getByText(/will throttle more/)).toBeInTheDocument();
  expect(screen.getByText('Write a number from 1 to 600.')).toBeInTheDocument();
  expect(screen.getByText(/Write an absolute path on the Grafana server, or leave it empty/)).toBeInTheDocument();
});

it('keeps the edge warm when switched on, and forgets it when switched off', async () => {
  const { user, json } = open();
  await user.click(screen.getByRole('button', { name: /Expand section Lookups and storage/ }));
  const warm = screen.getByLabelText(/^Keep warm/);
  expect(warm).not.toBeChecked();
  await user.click(warm);
  expect(json().keepWarm).toBe(true);
  await user.click(warm);
  expect(json()).not.toHaveProperty('keepWarm');
});

it('lets alerts answer without all events when told to, and says what that hides', async () => {
  const { user, json } = open();
  await user.click(screen.getByRole('button', { name: /Expand section Lookups and storage/ }));
  expect(screen.getByLabelText('Fail')).toBeChecked();
  expect(screen.queryByText(/raises no alert/)).not.toBeInTheDocument();
  await user.click(screen.getByLabelText('Answer'));
  expect(json().incompleteAlerts).toBe('answer');
  expect(screen.getByText(/raises no alert/)).toBeInTheDocument();
  await user.click(screen.getByLabelText('Fail'));
  expect(json()).not.toHaveProperty('incompleteAlerts');
});

it('shows the policy for these settings to copy', async () => {
  const { user } = open({ accounts: [{ assumeRoleArn: 'arn:aws:iam::123456789012:role/reader' }] });
  await user.click(screen.getByRole('button', { name: /Expand section IAM policy/ }));
  expect(screen.getByLabelText('IAM policy: For the credentials')).toHaveTextContent('sts:AssumeRole');
  expect(screen.getByLabelText('IAM policy: For each role that is assumed')).toHaveTextContent(
    'cloudtrail:LookupEvents'
  );
  expect(screen.getAllByRole('button', { name: 'Copy policy' })).toHaveLength(2);
});

it('cannot be edited where it is provisioned', () => {
  open({}, { readOnly: true });
  expect(screen.getByRole('button', { name: 'Add account' })).toBeDisabled();
  expect(screen.getByLabelText(/^Rule folders/)).toBeDisabled();
  cleanup();
  open({ keepWarm: true }, { readOnly: true });
  expect(screen.getByLabelText(/^Keep warm/)).toBeDisabled();
  expect(screen.getByLabelText('Answer')).toBeDisabled();
});

it('tells "Save & test" what is wrong, as it is by then', async () => {
  const errors = new Map<string, string>();
  let validate: () => Promise<boolean> | boolean = () => true;
  const validation: Validation = {
    registerValidation: (validator) => {
      validate = validator;
      return () => undefined;
    },
    validate: async () => validate(),
    isValid: () => errors.size === 0,
    getErrors: () => Object.fromEntries(errors),
    setError: (field, message) => errors.set(field, message),
    clearError: (field) => errors.delete(field),
  };
  const { user } = open({ storePath: 'data' }, {}, validation);
  expect(await validate()).toBe(false);
  expect([...errors.keys()]).toEqual(['storePath']);
  await user.clear(screen.getByLabelText(/^Folder for events/));
  expect(await validate()).toBe(true);
  expect([...errors.keys()]).toEqual([]);
});
