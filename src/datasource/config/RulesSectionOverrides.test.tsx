import { useState } from 'react';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setBackendSrv, type BackendSrv } from '@grafana/runtime';
import type { SigtrailJsonData } from '../../contract/settings';
import { RULES } from '../testing/datasource';
import { RulesSectionOverrides } from './RulesSectionOverrides';

function open(ruleOverrides: SigtrailJsonData['ruleOverrides'], { uid = 'one', disabled = false } = {}) {
  const get = jest.fn((_url: string) => Promise.resolve({ rules: RULES, facets: {}, problems: [] }));
  setBackendSrv({ get } as unknown as BackendSrv);
  const seen: { json: SigtrailJsonData } = { json: { ruleOverrides } };
  function Host() {
    const [json, setJson] = useState(seen.json);
    return (
      <RulesSectionOverrides
        json={json}
        uid={uid}
        disabled={disabled}
        onChange={(change) => {
          seen.json = { ...seen.json, ...change };
          setJson(seen.json);
        }}
      />
    );
  }
  render(<Host />);
  return { seen, get, user: userEvent.setup({ delay: null }) };
}

it('names the rules and what is changed of them, and takes it back', async () => {
  const { seen, user } = open({ 'rule-root': { enabled: false, level: 'low' }, gone: { level: 'high' } });
  expect(await screen.findByRole('link', { name: 'Root signed in' })).toHaveAttribute(
    'href',
    '/a/sigtrail-cloudtrail-app/rules/rule-root?ds=one'
  );
  const items = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
  expect(items).toEqual(['Root signed in: disabled, level low', 'gone (no such rule is loaded): level high']);
  await user.click(screen.getByRole('button', { name: /Root signed in/ }));
  expect(seen.json.ruleOverrides).toEqual({ gone: { level: 'high' } });
  await user.click(screen.getByRole('button', { name: /gone/ }));
  expect(seen.json.ruleOverrides).toBeUndefined();
  expect(screen.getByText('No rule is overridden.')).toBeInTheDocument();
});

it('asks nothing while there is none, and of a data source that is not saved', () => {
  expect(open(undefined).get).not.toHaveBeenCalled();
  expect(open({ a: { enabled: false } }, { uid: '' }).get).not.toHaveBeenCalled();
});

it('goes by ids where the data source does not answer', async () => {
  const get = () => Promise.reject(new Error('down'));
  setBackendSrv({ get } as unknown as BackendSrv);
  render(
    <RulesSectionOverrides
      json={{ ruleOverrides: { a: { enabled: false } } }}
      uid="one"
      disabled
      onChange={jest.fn()}
    />
  );
  const item = await screen.findByRole('listitem');
  expect(item).toHaveTextContent('a: disabled');
  expect(within(item).getByRole('button')).toBeDisabled();
});
