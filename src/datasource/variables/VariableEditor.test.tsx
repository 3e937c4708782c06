import { useState } from 'react';
import { firstValueFrom } from 'rxjs';
import type { DataQueryRequest } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { choose, giveElementsASize } from '../testing/combobox';
import { fakeBackend } from '../testing/datasource';
import type { SigtrailVariableQuery } from '../types';
import { VariableEditor } from './VariableEditor';
import { SigtrailVariableSupport } from './variableSupport';

giveElementsASize();
// Grafana's lists are slow in jsdom, the more so on a busy machine.
jest.setTimeout(30_000);

function open(part: Partial<SigtrailVariableQuery>) {
  const { datasource } = fakeBackend();
  const seen = { query: part as SigtrailVariableQuery };
  function Host() {
    const [query, setQuery] = useState(seen.query);
    return (
      <VariableEditor
        datasource={datasource}
        query={query}
        onRunQuery={jest.fn()}
        onChange={(next) => {
          seen.query = next;
          setQuery(next);
        }}
      />
    );
  }
  render(<Host />);
  return { seen, user: userEvent.setup({ delay: null }) };
}

it('chooses what to list and keeps only what belongs to it', async () => {
  const { seen, user } = open({});
  await choose(user, 'List', /^Rules/);
  await choose(user, 'Minimum level', 'high');
  expect(seen.query).toEqual({ refId: 'variable', queryType: 'rules', rules: { minLevel: 'high' } });
  await choose(user, 'List', /^Values of a field/);
  await choose(user, 'Field', 'userIdentity.arn');
  expect(seen.query).toEqual({ refId: 'variable', queryType: 'fieldValues', field: 'userIdentity.arn' });
  await choose(user, 'List', /^Regions/);
  expect(seen.query).toEqual({ refId: 'variable', queryType: 'regions' });
  expect(screen.queryByLabelText('Field')).not.toBeInTheDocument();
});

it("answers the overview's variable", async () => {
  const { datasource } = fakeBackend();
  const support = datasource.variables as SigtrailVariableSupport;
  const targets = [{ refId: 'regions', queryType: 'regions' }];
  const request = { targets, scopedVars: {} } as unknown as DataQueryRequest<SigtrailVariableQuery>;
  await expect(firstValueFrom(support.query(request))).resolves.toEqual({
    data: [
      { text: 'eu-central-1', value: 'eu-central-1' },
      { text: 'us-east-1', value: 'us-east-1' },
    ],
  });
});
