import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { toDataFrame, type TimeRange } from '@grafana/data';
import { buildCatalogue } from '../catalogue';
import { explainRule, loadRuleSet } from '../sigma';
import { asked, renderApp, type Answers } from './testing/renderPage';

jest.mock('@grafana/runtime', () =>
  jest.requireActual<typeof import('./testing/renderPage')>('./testing/renderPage').runtimeMock()
);

const ID = '11111111-1111-4111-8111-111111111111';
const MANY = '22222222-2222-4222-8222-222222222222';
const ruleSet = loadRuleSet([
  {
    file: 'a.yml',
    text: `title: Key made
id: ${ID}
name: key_made
logsource: { product: aws, service: cloudtrail }
detection:
  selection: { eventSource: iam.amazonaws.com, eventName: CreateAccessKey }
  filter_own: { sourceIPAddress: 10.0.0.1 }
  condition: selection and not filter_own
level: high
falsepositives: [Rotation of keys]
---
title: Many keys made
id: ${MANY}
correlation: { type: event_count, rules: [key_made], group-by: [userIdentity.arn], timespan: 10m, condition: { gte: 2 } }
level: critical
`,
  },
]);
const catalogue = buildCatalogue(ruleSet);
const TIME = Date.UTC(2026, 0, 5, 10);
const RECORD = {
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateAccessKey',
  sourceIPAddress: '203.0.113.7',
  userIdentity: {
    type: 'IAMUser',
    userName: 'marek',
    arn: 'arn:aws:iam::111122223333:user/marek',
    accessKeyId: 'AKIAEXAMPLE',
  },
};
const frame = (columns: Record<string, unknown[]>) =>
  toDataFrame({ fields: Object.entries(columns).map(([name, values]) => ({ name, values })) });
/** A column of each kind for rows of events. */
const rows = (...events: Array<{ id: string; atMs?: number } & Record<string, unknown>>) => {
  const of = (value: (event: (typeof events)[number]) => unknown) => events.map(value);
  return {
    time: of(({ atMs }) => TIME + (atMs ?? 0)),
    eventSource: of(() => 'iam.amazonaws.com'),
    eventName: of(({ name }) => name ?? 'CreateAccessKey'),
    principal: of(() => RECORD.userIdentity.arn),
    sourceIPAddress: of(() => '203.0.113.7'),
    account: of(() => '111122223333'),
    region: of(() => 'us-east-1'),
    errorCode: of(() => ''),
    eventID: of(({ id }) => id),
    record: of(() => RECORD),
  };
};
const detected = (rule: { id: string; title: string }, matched: unknown, ...events: Parameters<typeof rows>) => ({
  ...rows(...events),
  severity: events.map(() => 'high'),
  rule: events.map(() => rule.title),
  rule_id: events.map(() => rule.id),
  matched: events.map(() => matched),
});
const KEY_MADE = { id: ID, title: 'Key made' };
const MATCHED = { selection: { eventName: 'CreateAccessKey' } };

interface Query {
  queryType: string;
  rules?: { ids: string[] };
  lookup?: { attribute: string; value: string };
}
/** CloudTrail with three events of one key, of which two are detections of one rule. */
const cloudTrail = (request: unknown) => {
  const {
    targets: [{ queryType, rules, lookup }],
    range,
  } = request as { targets: Query[]; range: TimeRange };
  const all = [
    { id: 'e3', atMs: 60_000, name: 'ListUsers' },
    { id: 'e2', atMs: 0 },
    { id: 'e1', atMs: -120_000 },
  ].filter(({ atMs }) => TIME + atMs >= range.from.valueOf() && TIME + atMs <= range.to.valueOf());
  const found = lookup?.attribute === 'EventId' ? all.filter(({ id }) => id === lookup.value) : all;
  const keys = found.filter(({ id }) => id !== 'e3');
  const answer =
    queryType === 'events'
      ? rows(...found)
      : rules?.ids.includes(MANY)
        ? detected(
            { id: MANY, title: 'Many keys made' },
            {
              event_count: {
                group: { 'userIdentity.arn': RECORD.userIdentity.arn },
                value: 2,
                eventIds: ['e1', 'e2', 'e0'],
              },
            },
            ...found.filter(({ id }) => id === 'e2')
          )
        : detected(KEY_MADE, MATCHED, ...keys);
  return { data: [frame(answer)] };
};
const ANSWERS: Answers = {
  [`GET rules/${ID}`]: catalogue.page(ID),
  [`GET rules/${MANY}`]: catalogue.page(MANY),
  'QUERY one': cloudTrail,
  'POST estimate': { firstRequests: 2, lookups: [] },
  'POST explain': explainRule(ruleSet.rules[0], RECORD),
};
const path = (more: string) => `/detections/e2?time=${TIME}&account=111122223333&region=us-east-1${more}`;
const section = (name: string) => within(screen.getByRole('region', { name }));
const sent = (): Query[] =>
  asked.flatMap(({ method, body }) => (method === 'QUERY' ? (body as { targets: Query[] }).targets : []));

describe('the page of a detection', () => {
  it('tells the event, why the rule reports it, and what happened around it', async () => {
    renderApp(path(`&rule=${ID}`), ANSWERS);
    expect(await screen.findByRole('heading', { name: 'Key made', level: 1 })).toBeInTheDocument();
    expect(section('Who').getByText('AKIAEXAMPLE')).toBeInTheDocument();
    expect(section('Why it matched').getByText('selection: eventName = CreateAccessKey')).toBeInTheDocument();
    expect(section('Exclusions').getByText('one predicate away')).toBeInTheDocument();
    expect(section('False positives').getByText('Rotation of keys')).toBeInTheDocument();
    const timeline = within(await screen.findByRole('region', { name: 'Timeline' }));
    await timeline.findByText('Key made', { selector: 'a' });
    expect(timeline.getAllByRole('row').map((row) => row.textContent)).toEqual([
      expect.stringMatching(/^WhenTime/),
      expect.stringMatching(/^2 min before.*high Key made$/),
      expect.stringMatching(/^this event.*high Key made$/),
      expect.stringMatching(/^1 min after.*ListUsers/),
    ]);
    expect(timeline.getByRole('link', { name: 'CreateAccessKey' })).toHaveAttribute(
      'href',
      `/detections/e1?rule=${ID}&time=${TIME - 120_000}&account=111122223333&region=us-east-1`
    );
    // The event itself is found by its id alone, where it happened.
    expect(sent()[0]).toMatchObject({
      queryType: 'events',
      lookup: { attribute: 'EventId', value: 'e2' },
      accounts: ['111122223333'],
      regions: ['us-east-1'],
    });
    const others = within(await screen.findByRole('region', { name: 'Of the same rule' }));
    expect(others.getAllByRole('row')).toHaveLength(2);
  });

  it('switches between the key and the principal', async () => {
    renderApp(path(`&rule=${ID}`), ANSWERS);
    await screen.findByRole('region', { name: 'Timeline' });
    expect(sent()).toContainEqual(
      expect.objectContaining({ queryType: 'detections', lookup: { attribute: 'AccessKeyId', value: 'AKIAEXAMPLE' } })
    );
    await userEvent.click(screen.getByRole('radio', { name: /^Principal/ }));
    await screen.findByRole('region', { name: 'Timeline' });
    expect(
      sent()
        .filter(({ queryType }) => queryType === 'events')
        .at(-1)
    ).toMatchObject({
      lookup: { attribute: 'Username', value: 'marek' },
    });
  });

  it('waits for a word where looking takes many requests', async () => {
    renderApp(path(''), { ...ANSWERS, 'POST estimate': { firstRequests: 300, lookups: [] } });
    const button = await screen.findByRole('button', {
      name: 'Look for what happened before and after (about 300 requests)',
    });
    expect(sent()).toHaveLength(1);
    await userEvent.click(button);
    expect(await screen.findByRole('region', { name: 'Timeline' })).toBeInTheDocument();
  });

  it('lists the events of a correlation’s window, also those that are no longer found', async () => {
    renderApp(path(`&rule=${MANY}`), ANSWERS);
    const events = within(await screen.findByRole('region', { name: 'Events of the window' }));
    expect(
      events
        .getAllByRole('row')
        .slice(1)
        .map((row) => row.textContent)
    ).toEqual([expect.stringContaining('2 min before'), expect.stringContaining('this event')]);
    expect(screen.getByText(/^1 more event of the window could not be found again: e0/)).toBeInTheDocument();
    expect(sent()).toContainEqual(expect.objectContaining({ queryType: 'detections', rules: { ids: [ID] } }));
  });

  it('shows an event without a rule', async () => {
    renderApp(path(''), ANSWERS);
    expect(await screen.findByRole('heading', { name: 'CreateAccessKey', level: 1 })).toBeInTheDocument();
    expect(screen.queryByRole('region', { name: /^Why/ })).toBeNull();
  });

  it('searches the record', async () => {
    renderApp(path(''), ANSWERS);
    await userEvent.type(await screen.findByLabelText('Search the record'), 'accesskey akia');
    const record = section('Record');
    expect(record.getByText('1 field has that.')).toBeInTheDocument();
    expect(record.queryByText('IAMUser')).toBeNull();
  });
});

describe('what is not there', () => {
  const gone = Object.assign(new Error('Not Found'), { status: 404 });

  it('is an event: says why that may be, and looks elsewhere', async () => {
    renderApp(path('&rule=x').replace('e2', 'e9'), ANSWERS);
    expect(await screen.findByText('CloudTrail has no such event here')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /^Look in all accounts/ }));
    expect(await screen.findByText('CloudTrail has no such event here')).toBeInTheDocument();
    expect(sent().at(-1)).not.toHaveProperty('regions');
    expect(screen.queryByRole('button', { name: /^Look in all accounts/ })).toBeNull();
  });

  it('is a rule: the event is shown all the same', async () => {
    renderApp(path('&rule=removed'), { ...ANSWERS, 'GET rules/removed': gone });
    expect(await screen.findByText('The catalogue has this rule no more')).toBeInTheDocument();
    expect(section('Who').getByText('AKIAEXAMPLE')).toBeInTheDocument();
  });

  it('is an answer: says what went wrong, and offers to try again', async () => {
    const refused = { data: [], errors: [{ message: 'AWS refused the credentials.' }] };
    renderApp(path(''), { ...ANSWERS, 'QUERY one': refused });
    expect(await screen.findByText('AWS refused the credentials.')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument();
  });

  it('is a match: says what holds the rule back now', async () => {
    const explained = explainRule(ruleSet.rules[0], { ...RECORD, sourceIPAddress: '10.0.0.1' });
    renderApp(path(`&rule=${ID}`), { ...ANSWERS, 'POST explain': explained });
    expect(await screen.findByText('The rule does not report this event now')).toBeInTheDocument();
    expect(section('Exclusions').getByText('holds: the rule leaves the event alone')).toBeInTheDocument();
  });
});
