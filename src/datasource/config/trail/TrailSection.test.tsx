import { useState } from 'react';
import type { DataSourceSettings } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { TrailJsonData } from '../../../contract/settings';
import type { SigtrailOptions, SigtrailSecureOptions } from '../../types';
import { settingsProblems } from '../settingsProblems';
import { TrailSection } from './TrailSection';

type Settings = DataSourceSettings<SigtrailOptions, SigtrailSecureOptions>;

function open(trail?: TrailJsonData, part: Partial<Settings> = {}) {
  const jsonData: SigtrailOptions = { defaultRegion: 'eu-west-1', ...(trail ? { trail } : {}) };
  const seen = { options: { jsonData, secureJsonFields: {}, ...part } as Settings };
  function Host() {
    const [options, setOptions] = useState(seen.options);
    const onOptionsChange = (next: Settings) => {
      seen.options = next;
      setOptions(next);
    };
    const json = options.jsonData;
    return (
      <TrailSection
        json={json}
        problems={settingsProblems(json)}
        hints={{}}
        disabled={options.readOnly === true}
        onChange={(change) => onOptionsChange({ ...options, jsonData: { ...json, ...change } })}
        options={options}
        onOptionsChange={onOptionsChange}
      />
    );
  }
  render(<Host />);
  return {
    user: userEvent.setup({ delay: null }),
    trail: () => seen.options.jsonData.trail,
    options: () => seen.options,
  };
}

it('is closed and off until somebody sets it up', async () => {
  const { user, trail } = open();
  expect(screen.queryByLabelText('Off')).not.toBeInTheDocument();
  await user.click(screen.getByRole('button', { name: /Expand section Trail in S3/ }));
  expect(screen.getByLabelText('Off')).toBeChecked();
  expect(screen.queryByLabelText(/^Table/)).not.toBeInTheDocument();
  expect(trail()).toBeUndefined();
});

it('sets up Athena, with problems beside their fields', async () => {
  const { user, trail } = open({ engine: 'athena' });
  expect(screen.getByText(/^Write catalog\.schema\.table/)).toBeInTheDocument();
  await user.type(screen.getByLabelText(/^Table/), 'AwsDataCatalog.logs.trail');
  expect(screen.queryByText(/^Write catalog/)).not.toBeInTheDocument();
  await user.type(screen.getByLabelText(/^Athena region/), 'eu-central-1');
  await user.type(screen.getByLabelText(/^Workgroup/), 'audit');
  await user.type(screen.getByLabelText(/^Location of results/), 'results');
  expect(screen.getByText(/^Write an S3 location/)).toBeInTheDocument();
  await user.clear(screen.getByLabelText(/^Location of results/));
  expect(trail()).toEqual({
    engine: 'athena',
    table: 'AwsDataCatalog.logs.trail',
    region: 'eu-central-1',
    workgroup: 'audit',
  });
  expect(screen.queryByLabelText(/^Trino URL/)).not.toBeInTheDocument();
});

it('sets up a Trino, its password and token as secrets', async () => {
  const { user, trail, options } = open({ engine: 'trino', table: 'hive.logs.trail' });
  await user.type(screen.getByLabelText(/^Trino URL/), 'http://trino:8080');
  expect(screen.getByText(/^Plain HTTP goes to this machine alone/)).toBeInTheDocument();
  await user.clear(screen.getByLabelText(/^Trino URL/));
  await user.type(screen.getByLabelText(/^Trino URL/), 'https://trino:8443');
  await user.type(screen.getByLabelText(/^Password/), 'PLANTED');
  expect(screen.getByText('Write whose password it is.')).toBeInTheDocument();
  await user.type(screen.getByLabelText(/^User/), 'grafana');
  expect(screen.queryByText('Write whose password it is.')).not.toBeInTheDocument();
  expect(trail()).toEqual({
    engine: 'trino',
    table: 'hive.logs.trail',
    url: 'https://trino:8443',
    user: 'grafana',
  });
  expect(options().secureJsonData).toEqual({ trailPassword: 'PLANTED' });
  expect(screen.queryByText(/the token is used/)).not.toBeInTheDocument();
  await user.type(screen.getByLabelText(/^Token/), 'PLANTED2');
  expect(screen.getByText(/the token is used/)).toBeInTheDocument();
});

it('never shows a secret that is set, and resets it', async () => {
  const { user, options } = open({ engine: 'trino' }, { secureJsonFields: { trailToken: true } });
  expect(screen.getByLabelText(/^Token/)).toBeDisabled();
  await user.click(screen.getByRole('button', { name: /reset/i }));
  expect(options()).toMatchObject({ secureJsonFields: { trailToken: false }, secureJsonData: { trailToken: '' } });
});

it('takes limits in GB or TB and says what they cost', async () => {
  const { user, trail } = open({ engine: 'athena', table: 'a.b', maxScannedBytesPerDay: 2e12 });
  const perDay = screen.getByLabelText(/^Scanned in a day/, { selector: 'input' });
  expect(perDay).toHaveValue(2);
  expect(screen.getByText('$10.00 a day, $300.00 in 30 days')).toBeInTheDocument();
  await user.clear(perDay);
  expect(trail()).not.toHaveProperty('maxScannedBytesPerDay');
  const perQuery = screen.getByLabelText(/^Scanned for one query/, { selector: 'input' });
  await user.type(perQuery, '200');
  expect(trail()?.maxScannedBytesPerQuery).toBe(200e9);
  expect(screen.getByText('$1.00 for one query')).toBeInTheDocument();
  // The first of the two pairs of units is the query's.
  await user.click(screen.getAllByLabelText('TB')[0]);
  expect(trail()?.maxScannedBytesPerQuery).toBe(200e12);
  expect(perQuery).toHaveValue(200);
});

it('names no price where a Trino reads the trail', () => {
  open({ engine: 'trino', table: 'a.b.c', maxScannedBytesPerDay: 2e12 });
  expect(screen.queryByText(/\$/)).not.toBeInTheDocument();
});

it('brings back what was entered when it is switched off and on again', async () => {
  const { user, trail } = open({ engine: 'trino', table: 'hive.logs.trail' });
  await user.click(screen.getByLabelText('Off'));
  expect(trail()).toBeUndefined();
  await user.click(screen.getByLabelText('Athena'));
  expect(trail()).toEqual({ engine: 'athena', table: 'hive.logs.trail' });
});

it('cannot be edited where it is provisioned', () => {
  open({ engine: 'trino', maxScannedBytesPerQuery: 1e9 }, { readOnly: true });
  for (const field of [/^Table/, /^Trino URL/, /^Password/, /^Scanned for one query/]) {
    expect(screen.getByLabelText(field, { selector: 'input' })).toBeDisabled();
  }
  expect(screen.getByLabelText('Athena')).toBeDisabled();
});
