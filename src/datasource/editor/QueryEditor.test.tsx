import { useState } from 'react';
import { CoreApp, getDefaultTimeRange, LoadingState, type PanelData, toDataFrame } from '@grafana/data';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { CheckResponse } from '../../contract/resources';
import { choose, enter, giveElementsASize } from '../testing/combobox';
import { fakeBackend } from '../testing/datasource';
import type { SigtrailOptions, SigtrailQuery } from '../types';
import { QueryEditor } from './QueryEditor';

jest.mock('@grafana/ui', () => ({
  ...jest.requireActual('@grafana/ui'),
  // Monaco needs a real browser; the end-to-end tests have one.
  CodeEditor: ({ value, onChange }: { value: string; onChange: (text: string) => void }) => (
    <textarea aria-label="Sigma rule" value={value} onChange={(event) => onChange(event.target.value)} />
  ),
}));

giveElementsASize();
// Grafana's lists are slow in jsdom, the more so on a busy machine.
jest.setTimeout(30_000);

interface Options {
  app?: CoreApp;
  variables?: Record<string, string>;
  settings?: SigtrailOptions;
  data?: PanelData;
}

async function open(part: object, { app, variables = {}, settings, data }: Options = {}) {
  const backend = fakeBackend(variables, settings);
  const seen = { query: { refId: 'A', ...part } as SigtrailQuery, changes: 0, runs: 0 };
  function Host() {
    const [query, setQuery] = useState(seen.query);
    return (
      <>
        <QueryEditor
          datasource={backend.datasource}
          query={query}
          app={app}
          data={data}
          onChange={(next) => {
            seen.query = next;
            seen.changes++;
            setQuery(next);
          }}
          onRunQuery={() => seen.runs++}
        />
        <button>elsewhere</button>
      </>
    );
  }
  const user = userEvent.setup({ delay: null });
  render(<Host />);
  await act(async () => {
    await new Promise((resolve) => setTimeout(resolve, 0));
  });
  return { seen, user, backend };
}

describe('kind and form', () => {
  it('starts a new query with the default of the place, once, without asking', async () => {
    const { seen } = await open({}, { app: CoreApp.Explore });
    expect(seen).toMatchObject({ query: { queryType: 'detections', format: 'logs' }, changes: 1, runs: 0 });
  });

  it('does not touch a query that is there', async () => {
    const { seen } = await open({ queryType: 'counts' }, { app: CoreApp.Explore });
    expect(seen.changes).toBe(0);
  });

  it('changes the kind, with a form that the kind has', async () => {
    const { seen, user } = await open({ queryType: 'counts', format: 'numeric' });
    await user.click(screen.getByLabelText('Events'));
    expect(seen.query).toMatchObject({ queryType: 'events', format: 'table', pluginVersion: '1.2.3' });
    await user.click(screen.getByLabelText('Logs'));
    expect(seen.query).toMatchObject({ format: 'logs' });
    await user.click(screen.getByLabelText('Rules'));
    expect(seen.query).not.toHaveProperty('format');
  });

  it('offers alert rules nothing but counts, and says why', async () => {
    const { seen, user } = await open({ queryType: 'detections' }, { app: CoreApp.UnifiedAlerting });
    expect(screen.getByText(/An alert rule needs numbers/)).toBeInTheDocument();
    expect(screen.getByLabelText('Events')).toBeDisabled();
    await user.click(screen.getByLabelText('Counts'));
    expect(seen.query).toMatchObject({ queryType: 'counts', format: 'numeric' });
    expect(screen.queryByLabelText('Logs')).not.toBeInTheDocument();
  });
});

describe('rules', () => {
  it('chooses rules by name and narrows by the rest of the selection', async () => {
    const { seen, user } = await open({ queryType: 'detections' }, { variables: { rule: 'x' } });
    await choose(user, 'Rules by name', /Root signed in/);
    await choose(user, 'Rules by name', /\$rule/);
    await choose(user, 'Minimum level', 'high');
    await choose(user, 'Levels', 'critical');
    await choose(user, 'Services', 'iam.amazonaws.com');
    await choose(user, 'Tags', 'attack.persistence');
    await choose(user, 'Statuses', 'stable');
    await user.type(screen.getByLabelText('Search'), 'root');
    expect(seen.query.rules).toEqual({
      ids: ['rule-root', '${rule}'],
      minLevel: 'high',
      levels: ['critical'],
      services: ['iam.amazonaws.com'],
      tags: ['attack.persistence'],
      statuses: ['stable'],
      text: 'root',
    });
  });

  it('leaves out what is cleared again', async () => {
    const { seen, user } = await open({ queryType: 'rules', rules: { text: 'a' } });
    await user.clear(screen.getByLabelText('Search'));
    expect(seen.query).not.toHaveProperty('rules');
  });

  it('says how many rules are selected', async () => {
    const { backend } = await open({ queryType: 'detections', rules: { minLevel: 'high' } });
    expect(await screen.findByText('2 rules')).toBeInTheDocument();
    expect(backend.requests.some(({ params }) => params?.minLevel === 'high')).toBe(true);
  });

  it('says when no rule is', async () => {
    const backend = fakeBackend();
    backend.answers.rules = { rules: [], facets: {}, problems: [] };
    render(
      <QueryEditor
        datasource={backend.datasource}
        query={{ refId: 'A', queryType: 'detections', rules: { tags: ['nothing'] } }}
        onChange={jest.fn()}
        onRunQuery={jest.fn()}
      />
    );
    expect(await screen.findByText(/No rule fits this selection/)).toBeInTheDocument();
  });
});

describe('own rule', () => {
  it('starts from a rule that is whole, and keeps what was written over a look at the catalogue', async () => {
    const { seen, user } = await open({ queryType: 'detections', rules: { minLevel: 'high' } });
    await user.click(screen.getByLabelText('Own rule'));
    expect(seen.query.rule).toMatch(/^title: /);
    fireEvent.change(screen.getByLabelText('Sigma rule'), { target: { value: 'title: mine' } });
    await user.click(screen.getByLabelText('From the catalogue'));
    expect(seen.query).not.toHaveProperty('rule');
    expect(seen.query.rules).toEqual({ minLevel: 'high' });
    await user.click(screen.getByLabelText('Own rule'));
    expect(seen.query.rule).toBe('title: mine');
  });

  it('stays an own rule while its text is empty', async () => {
    const { seen } = await open({ queryType: 'detections', rule: 'x' });
    fireEvent.change(screen.getByLabelText('Sigma rule'), { target: { value: '' } });
    expect(seen.query.rule).toBe('');
    expect(screen.getByLabelText('Own rule')).toBeChecked();
  });

  it('shows problems with their place, and checks the text with its variables replaced', async () => {
    const backend = fakeBackend({ name: 'CreateUser' });
    const answer: CheckResponse = {
      problems: [
        { severity: 'error', code: 'unknown-modifier', message: 'Write "|startswith".', line: 7, column: 5 },
        { severity: 'warning', code: 'no-id', message: 'The rule has no id.', line: 1, column: 1 },
      ],
    };
    backend.answers['rules/check'] = answer;
    render(
      <QueryEditor
        datasource={backend.datasource}
        query={{ refId: 'A', queryType: 'detections', rule: 'eventName: $name' }}
        onChange={jest.fn()}
        onRunQuery={jest.fn()}
      />
    );
    const check = await screen.findByRole('status', { name: 'Check of the rule' });
    expect(await within(check).findByText('Write "|startswith".')).toBeInTheDocument();
    expect(within(check).getByRole('button', { name: /^7:5, go to/ })).toBeInTheDocument();
    expect(within(check).getByText('The rule has no id.')).toBeInTheDocument();
    expect(backend.requests.find(({ url }) => url.endsWith('rules/check'))?.data).toEqual({
      yaml: 'eventName: CreateUser',
    });
  });
});

describe('the rest of the query', () => {
  it('groups counts by fields, also by one that was never seen', async () => {
    const { seen, user } = await open({ queryType: 'counts' });
    await choose(user, 'Group by', 'userIdentity.arn');
    await enter(user, 'Group by', 'tlsDetails.tlsVersion');
    expect(seen.query.groupBy).toEqual(['userIdentity.arn', 'tlsDetails.tlsVersion']);
  });

  it('does not offer labels that each count has anyway', async () => {
    const { user } = await open({ queryType: 'counts' });
    await user.click(screen.getByLabelText('Group by'));
    expect(await screen.findByRole('option', { name: 'eventName' })).toBeInTheDocument();
    expect(screen.queryByRole('option', { name: 'rule' })).not.toBeInTheDocument();
  });

  it('switches zeros of quiet rules off and on', async () => {
    const { seen, user } = await open({ queryType: 'counts' });
    const zeros = screen.getByLabelText(/Zero for quiet rules/);
    expect(zeros).toBeChecked();
    await user.click(zeros);
    expect(seen.query.fill).toBe('none');
    await user.click(zeros);
    expect(seen.query.fill).toBe('zero');
  });

  it('looks events up by an attribute', async () => {
    const { seen, user } = await open({ queryType: 'events' });
    await choose(user, 'Look up by', 'AccessKeyId');
    await user.type(screen.getByLabelText('Value'), 'AKIA');
    expect(seen.query.lookup).toEqual({ attribute: 'AccessKeyId', value: 'AKIA' });
    expect(screen.queryByLabelText('Own rule')).not.toBeInTheDocument();
  });

  it('adds, sets and removes filters', async () => {
    const { seen, user } = await open({ queryType: 'events' });
    await user.click(screen.getByRole('button', { name: 'Add filter' }));
    await choose(user, 'Filter 1: field', 'eventName');
    await choose(user, 'Filter 1: operator', /^!=/);
    await choose(user, 'Filter 1: value', 'CreateUser');
    expect(seen.query.filters).toEqual([{ field: 'eventName', operator: '!=', value: 'CreateUser' }]);
    await user.click(screen.getByRole('button', { name: 'Remove filter 1' }));
    expect(seen.query).not.toHaveProperty('filters');
  });

  it('narrows regions and accounts and limits rows', async () => {
    const { seen, user } = await open({ queryType: 'detections' }, { variables: { region: 'x' } });
    await choose(user, 'Regions', /\$region/);
    await choose(user, 'Regions', 'us-east-1');
    await choose(user, 'Accounts', /prod/);
    await user.type(screen.getByLabelText('Limit'), '50');
    expect(seen.query).toMatchObject({ regions: ['${region}', 'us-east-1'], accounts: ['111122223333'], limit: 50 });
    await user.clear(screen.getByLabelText('Limit'));
    expect(seen.query).not.toHaveProperty('limit');
  });
});

describe('where events come from', () => {
  const settings: SigtrailOptions = { trail: { engine: 'athena', table: 'logs.trail' } };

  it('is no question without a trail', async () => {
    await open({ queryType: 'counts' });
    expect(screen.queryByRole('radiogroup', { name: 'Where events come from' })).not.toBeInTheDocument();
  });

  it('is chosen where there is a trail, and left to the data source at first', async () => {
    const { seen, user } = await open({ queryType: 'counts' }, { settings });
    expect(screen.getByLabelText('Automatic')).toBeChecked();
    await user.click(screen.getByLabelText('Trail'));
    expect(seen.query.source).toBe('trail');
    await user.click(screen.getByLabelText('LookupEvents'));
    expect(seen.query.source).toBe('lookup');
    await user.click(screen.getByLabelText('Automatic'));
    expect(seen.query).not.toHaveProperty('source');
  });

  it('can be taken back of a query that was made where there is a trail', async () => {
    const { seen, user } = await open({ queryType: 'events', source: 'trail' });
    await user.click(screen.getByLabelText('Automatic'));
    expect(seen.query).not.toHaveProperty('source');
  });

  it('is not asked of rules, which need no events', async () => {
    await open({ queryType: 'rules' }, { settings });
    expect(screen.queryByLabelText('Automatic')).not.toBeInTheDocument();
  });

  it('tells after a run what was scanned for this query', async () => {
    const frame = (refId: string, stats: object) => ({
      ...toDataFrame({ fields: [] }),
      refId,
      meta: { custom: { stats } },
    });
    const data: PanelData = {
      state: LoadingState.Done,
      timeRange: getDefaultTimeRange(),
      series: [
        frame('B', { source: 'trail', scannedBytes: 1 }),
        frame('A', { source: 'trail', scannedBytes: 120e9, candidates: 3400 }),
      ],
    };
    await open({ queryType: 'counts' }, { settings, data });
    expect(screen.getByRole('status', { name: 'Scanned for the last answer' })).toHaveTextContent(
      'Scanned 120 GB of the trail for this answer, about $0.60; 3,400 events came back.'
    );
  });
});

describe('when it asks', () => {
  it('asks on leaving a control that has changed, not on typing and not without a change', async () => {
    const { seen, user } = await open({ queryType: 'events', lookup: { attribute: 'Username', value: '' } });
    const value = screen.getByLabelText('Value');
    await user.type(value, 'alice');
    expect(seen.runs).toBe(0);
    await user.click(screen.getByRole('button', { name: 'elsewhere' }));
    expect(seen.runs).toBe(1);
    await user.click(value);
    await user.tab();
    expect(seen.runs).toBe(1);
  });

  it('asks for a filter when all of it is left, not between its parts', async () => {
    const { seen, user } = await open({ queryType: 'events', filters: [{ field: '', operator: '=', value: '' }] });
    await choose(user, 'Filter 1: field', 'eventName');
    await user.click(screen.getByLabelText('Filter 1: value', { selector: 'input' }));
    expect(seen.runs).toBe(0);
    await user.click(screen.getByRole('button', { name: 'elsewhere' }));
    expect(seen.runs).toBe(1);
  });

  it('asks on Shift+Enter and on the button, also without a change', async () => {
    const { seen, user } = await open({ queryType: 'events', lookup: { attribute: 'Username', value: 'a' } });
    await user.click(screen.getByLabelText('Value'));
    await user.keyboard('{Shift>}{Enter}{/Shift}');
    expect(seen.runs).toBe(1);
    await user.click(screen.getByRole('button', { name: /Run query/ }));
    await waitFor(() => expect(seen.runs).toBe(2));
  });
});
