import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { toDataFrame, type DataFrameDTO, type QueryResultMetaNotice } from '@grafana/data';
import { buildCatalogue } from '../catalogue';
import { explainCorrelation, explainRule, loadRuleSet } from '../sigma';
import type { EstimateResponse, NearWindowsResponse } from '../contract/resources';
import { asked, renderApp, type Answers } from './testing/renderPage';

jest.mock('@grafana/runtime', () =>
  jest.requireActual<typeof import('./testing/renderPage')>('./testing/renderPage').runtimeMock()
);

const ID = '11111111-1111-4111-8111-111111111111';
const ruleSet = loadRuleSet([
  {
    file: 'a.yml',
    text: `title: Key made
id: ${ID}
logsource: { product: aws, service: cloudtrail }
detection:
  selection: { eventSource: iam.amazonaws.com, eventName: CreateAccessKey }
  filter_own: { sourceIPAddress: 10.0.0.1 }
  condition: selection and not filter_own
level: high
`,
  },
]);
const page = buildCatalogue(ruleSet).page(ID);
const ESTIMATE: EstimateResponse = {
  source: 'lookup',
  lookups: ['EventName=CreateAccessKey'],
  requestsPerMinute: 2,
  firstRequests: 3,
  places: 2,
  text: 'about 2 requests per minute',
  reason: 'One name is rare.',
};
const EVENT = { eventSource: 'iam.amazonaws.com', eventName: 'CreateAccessKey', sourceIPAddress: '10.0.0.1' };
const frame = (columns: Record<string, unknown[]>, notices: QueryResultMetaNotice[] = []): DataFrameDTO => ({
  fields: Object.entries(columns).map(([name, values]) => ({ name, values })),
  meta: { notices },
});
const ROW = {
  time: [Date.UTC(2026, 0, 5, 10)],
  eventSource: ['iam.amazonaws.com'],
  eventName: ['CreateAccessKey'],
  eventID: ['e1'],
  principal: ['arn:aws:iam::111122223333:user/marek'],
  sourceIPAddress: ['203.0.113.7'],
  account: ['111122223333'],
  region: ['us-east-1'],
};
type Query = Record<string, unknown>;
/** Answers of queries, by their type. */
const queries = (answers: Record<string, unknown>) => (request: unknown) => {
  const [{ queryType }] = (request as { targets: Array<{ queryType: string }> }).targets;
  return answers[queryType];
};
const frames = (...all: DataFrameDTO[]) => ({ data: all.map((one) => toDataFrame(one)) });
const ANSWERS: Answers = {
  [`GET rules/${ID}`]: page,
  'POST estimate': ESTIMATE,
  'QUERY one': queries({
    counts: frames(frame({ time: [0, 1000], count: [0, 1] }, [{ severity: 'warning', text: 'One region failed.' }])),
    detections: frames(frame({ ...ROW, matched: [{ selection: { eventName: 'CreateAccessKey' } }] })),
    events: frames(frame({ ...ROW, record: [EVENT] })),
  }),
  'POST explain': explainRule(ruleSet.rules[0], EVENT),
};
const sent = (): Query[] =>
  asked.flatMap(({ method, body }) => (method === 'QUERY' ? (body as { targets: Query[] }).targets : []));

describe('what a rule finds in the accounts', () => {
  it('is shown with what it costs, matches over time, and why the latest matched', async () => {
    renderApp(`/rules/${ID}`, ANSWERS);
    const cost = await screen.findByRole('note', { name: 'Requests to CloudTrail' });
    expect(cost).toHaveTextContent('about 3 requests');
    expect(cost).toHaveTextContent(
      'about 2 requests per minute, over 2 pairs of account and region. One name is rare.'
    );
    expect(cost).toHaveTextContent('EventName=CreateAccessKey');
    expect(await screen.findByText('One region failed.')).toBeInTheDocument();
    expect(screen.getByRole('img', { name: /^Matches: 1, the highest bar 1 from 1970-01-01/ })).toBeInTheDocument();
    const latest = await screen.findByRole('region', { name: 'Latest matches' });
    expect(within(latest).getByText('selection: eventName = CreateAccessKey')).toBeInTheDocument();
    expect(within(latest).getByRole('link', { name: /^Rule from/ })).toHaveAttribute('href', '/workbench?event=e1');
    expect(within(latest).getByRole('link', { name: /^Suppress/ })).toHaveAttribute(
      'href',
      `/workbench?rule=${ID}&event=e1&suppress=`
    );
    expect(sent()).toEqual([
      expect.objectContaining({ queryType: 'counts', format: 'timeseries', rules: { ids: [ID] } }),
      expect.objectContaining({ queryType: 'detections', format: 'table', rules: { ids: [ID] }, limit: 10 }),
    ]);
  });

  it('tells near misses when they are asked for, and why', async () => {
    renderApp(`/rules/${ID}`, ANSWERS);
    await userEvent.click(await screen.findByRole('button', { name: 'Look for near misses' }));
    expect(await screen.findByText('1 of the newest 1 events were nearly a match.')).toBeInTheDocument();
    expect(sent().at(-1)).toMatchObject({
      queryType: 'events',
      lookup: { attribute: 'EventName', value: 'CreateAccessKey' },
      limit: 50,
    });
    const misses = within(screen.getByRole('region', { name: 'Near misses' }));
    expect(misses.getByText('Excluded by sourceIPAddress eq "10.0.0.1" in filter_own')).toBeInTheDocument();
    await userEvent.click(misses.getByRole('button', { name: /^Why / }));
    expect(misses.getByText('eventName eq "CreateAccessKey"')).toBeInTheDocument();
  });

  it('waits for a word where it takes many requests', async () => {
    renderApp(`/rules/${ID}`, { ...ANSWERS, 'POST estimate': { ...ESTIMATE, firstRequests: 400 } });
    const button = await screen.findByRole('button', { name: 'Look for matches (about 400 requests)' });
    expect(sent()).toEqual([]);
    await userEvent.click(button);
    expect(await screen.findByRole('region', { name: 'Latest matches' })).toBeInTheDocument();
    // The word holds for the range, however often it is looked at.
    const before = sent().length;
    await userEvent.click(screen.getByRole('button', { name: 'Refresh matches' }));
    expect(await screen.findByRole('region', { name: 'Latest matches' })).toBeInTheDocument();
    expect(sent().length).toBe(before + 2);
  });

  it('is looked for in the range that the address names', async () => {
    renderApp(`/rules/${ID}?from=1764000000000&to=1764003600000`, ANSWERS);
    expect(await screen.findByRole('region', { name: 'Latest matches' })).toBeInTheDocument();
    const [{ body }] = asked.filter(({ path }) => path === 'estimate');
    expect(body).toMatchObject({ from: 1764000000000, to: 1764003600000 });
  });

  it('says what CloudTrail refused, and offers to try again', async () => {
    const refused = { data: [], errors: [{ refId: 'A', message: 'AWS refused the credentials.', status: 400 }] };
    renderApp(`/rules/${ID}`, { ...ANSWERS, 'QUERY one': refused });
    expect(await screen.findByText('AWS refused the credentials.')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument();
  });

  it('is nothing for a rule whose events LookupEvents never returns', async () => {
    const hidden = { ...page, eventCoverage: page?.eventCoverage.map((row) => ({ ...row, visible: false })) };
    renderApp(`/rules/${ID}`, { ...ANSWERS, [`GET rules/${ID}`]: hidden });
    expect(await screen.findByText(/returns none of the events/)).toBeInTheDocument();
    expect(asked.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});

describe('what a correlation nearly found', () => {
  const MANY = '22222222-2222-4222-8222-222222222222';
  const many = `title: Many keys
id: ${MANY}
correlation: { type: event_count, rules: [${ID}], group-by: [userIdentity.arn], timespan: 1h, condition: { gte: 5 } }
level: high
`;
  const set = loadRuleSet([ruleSet.rules[0].source, { file: 'many.yml', text: many }]);
  const answers: Answers = {
    ...ANSWERS,
    [`GET rules/${MANY}`]: buildCatalogue(set).page(MANY),
    'POST near-windows': {
      counted: 'events',
      windows: [
        {
          group: { 'userIdentity.arn': 'arn:ana' },
          have: 4,
          need: 5,
          missing: [],
          from: Date.UTC(2026, 0, 5, 10),
          to: Date.UTC(2026, 0, 5, 10, 30),
          eventIds: ['e1', 'e2'],
        },
      ],
      notices: [],
    } satisfies NearWindowsResponse,
  };

  it('is told by group, without being asked for: its events are there already', async () => {
    renderApp(`/rules/${MANY}?ds=one`, answers);
    const misses = within(await screen.findByRole('region', { name: 'Near misses' }));
    expect(misses.getByRole('row', { name: /userIdentity\.arn arn:ana 4 of 5/ })).toBeInTheDocument();
    expect(misses.getByRole('link')).toHaveAttribute('href', expect.stringContaining('/detections/e2?'));
    expect(asked.find(({ path }) => path === 'near-windows')?.body).toMatchObject({ id: MANY });
  });

  it('says that there was none', async () => {
    renderApp(`/rules/${MANY}`, { ...answers, 'POST near-windows': { counted: 'events', windows: [], notices: [] } });
    expect(await screen.findByText(/No other group of events came near/)).toBeInTheDocument();
  });

  it('explains which events it counts', async () => {
    const explained = explainCorrelation(set, set.correlations[0], EVENT);
    renderApp(`/rules/${MANY}`, { ...answers, 'POST explain': explained });
    await userEvent.click(await screen.findByRole('textbox', { name: /CloudTrail record/ }));
    await userEvent.paste(JSON.stringify(EVENT));
    await userEvent.click(screen.getByRole('button', { name: 'Explain' }));
    expect(await screen.findByText('The correlation does not count the event')).toBeInTheDocument();
    expect(screen.getAllByText(/filter_own/).length).toBeGreaterThan(0);
  });
});

describe('a rule whose events a trail shows', () => {
  const shown = {
    ...page,
    eventCoverage: page?.eventCoverage.map((row) => ({ ...row, category: 'data', through: 'trail' })),
  };
  const scan: EstimateResponse = {
    ...ESTIMATE,
    source: 'trail',
    lookups: [],
    firstRequests: 0,
    text: 'a scan of about 120 GB, $0.60',
    sourceReason: '1 rule needs data events, which LookupEvents never returns.',
    scan: { bytes: 120e9, price: 0.6 },
  };
  const answers: Answers = {
    ...ANSWERS,
    [`GET rules/${ID}`]: shown,
    'POST estimate': scan,
    'GET trail-fields': {
      table: 'hive.logs.trail',
      rules: [{ id: ID, title: 'Key made', fields: ['requestParameters.userName'] }],
      notices: [],
    },
  };
  const sources = [{ uid: 'one', name: 'One', jsonData: { trail: { engine: 'athena' } } }];

  it('is looked for when somebody wants it: a scan costs money', async () => {
    renderApp(`/rules/${ID}`, answers, sources);
    const button = await screen.findByRole('button', {
      name: 'Look for matches (a scan of about 120 GB, $0.60)',
    });
    expect(screen.getByRole('note', { name: 'Scan of the trail' })).toHaveTextContent('needs data events');
    expect(screen.getByText('trail only')).toBeInTheDocument();
    expect(sent()).toEqual([]);
    await userEvent.click(button);
    expect(await screen.findByRole('region', { name: 'Latest matches' })).toBeInTheDocument();
    // They are looked for by LookupEvents, which does not have these events.
    expect(screen.queryByRole('button', { name: 'Look for near misses' })).not.toBeInTheDocument();
  });

  it('tells which of its fields the trail cannot show, and goes on where that is not known', async () => {
    const first = renderApp(`/rules/${ID}`, answers, sources);
    expect(await screen.findByText('requestParameters.userName')).toBeInTheDocument();
    expect(asked).toContainEqual({ method: 'GET', path: 'trail-fields', body: { id: ID } });
    first.unmount();
    renderApp(`/rules/${ID}`, { ...answers, 'GET trail-fields': new Error('down') }, sources);
    expect(await screen.findByText('trail only')).toBeInTheDocument();
    expect(screen.queryByText(/no column/)).not.toBeInTheDocument();
  });

  it('asks nothing of a trail that there is not', async () => {
    renderApp(`/rules/${ID}`, ANSWERS);
    expect(await screen.findByText('visible')).toBeInTheDocument();
    expect(asked.some(({ path }) => path === 'trail-fields')).toBe(false);
  });
});

describe('the way to the workbench', () => {
  it('is a copy of a rule that came along, and the rule itself where it lies in a rule folder', async () => {
    const first = renderApp(`/rules/${ID}`, ANSWERS);
    expect(await screen.findByRole('button', { name: 'Copy to workbench' })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Edit' })).not.toBeInTheDocument();
    first.unmount();
    renderApp(`/rules/${ID}`, {
      ...ANSWERS,
      [`GET rules/${ID}`]: { ...page, file: { folder: '/rules', file: 'a.yml' } },
    });
    expect(await screen.findByRole('button', { name: 'Edit' })).toBeInTheDocument();
  });
});
