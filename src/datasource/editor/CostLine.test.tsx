import { dateTime, type TimeRange } from '@grafana/data';
import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { EstimateResponse } from '../../contract/resources';
import { fakeBackend, type FakeBackend } from '../testing/datasource';
import type { SigtrailQuery } from '../types';
import { CostLine } from './CostLine';

const ESTIMATE: EstimateResponse = {
  source: 'lookup',
  lookups: ['EventName=StopLogging', 'EventName=DeleteTrail'],
  requestsPerMinute: 3,
  firstRequests: 40,
  places: 2,
  text: 'about 3 requests per minute',
  reason: 'The rules name 2 events.',
};
const LINE = 'About 3 requests per minute: EventName=StopLogging + EventName=DeleteTrail';
const HOUR = 3_600_000;

const range = (fromMs: number, toMs: number): TimeRange => {
  const [from, to] = [dateTime(fromMs), dateTime(toMs)];
  return { from, to, raw: { from, to } };
};

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function open(part: object, { backend = fakeBackend(), time }: { backend?: FakeBackend; time?: TimeRange } = {}) {
  backend.answers.estimate ??= ESTIMATE;
  const line = (query: object) => (
    <CostLine
      datasource={backend.datasource}
      query={{ refId: 'A', ...query } as SigtrailQuery}
      range={time}
      onChange={() => undefined}
      id="a"
    />
  );
  const { rerender, unmount } = render(line(part));
  return {
    change: (query: object) => rerender(line(query)),
    unmount,
    asked: () => backend.requests.filter(({ url }) => url.endsWith('/estimate')),
  };
}

const pass = (ms: number) => act(() => jest.advanceTimersByTimeAsync(ms));

it('tells what the query costs, of the query as it would be sent and the range in whole minutes', async () => {
  const { asked } = open(
    { queryType: 'counts', regions: ['$region'] },
    { backend: fakeBackend({ region: ['eu-west-1', 'us-east-1'] }), time: range(HOUR + 1000, 2 * HOUR + 1000) }
  );
  await pass(1000);
  expect(screen.getByRole('status', { name: 'Requests to CloudTrail' })).toHaveTextContent(LINE);
  expect(asked().map(({ method, data }) => ({ method, data }))).toEqual([
    {
      method: 'POST',
      data: {
        query: { refId: 'A', queryType: 'counts', regions: ['eu-west-1', 'us-east-1'] },
        from: HOUR,
        to: 2 * HOUR + 60_000,
      },
    },
  ]);
});

it('tells the rest in a tooltip that the keyboard reaches', async () => {
  open({ queryType: 'detections' }, { time: range(0, HOUR) });
  await pass(1000);
  const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
  await user.tab();
  const button = screen.getByRole('button', { name: 'About these requests' });
  expect(button).toHaveFocus();
  const tooltip = screen.getByRole('tooltip');
  expect(tooltip).toHaveTextContent('The rules name 2 events.');
  expect(tooltip).toHaveTextContent('What is not fetched yet of this time range takes about 40 requests.');
  expect(button).toHaveAccessibleDescription(/Summed over 2 pairs of account and region/);
});

it.each([
  ['rules look nothing up', { queryType: 'rules' }],
  ['a lookup without a value is unfinished', { queryType: 'events', lookup: { attribute: 'Username', value: '' } }],
  ['an own rule without a text is unfinished', { queryType: 'counts', rule: '' }],
  ['CloudTrail looks up one value', { queryType: 'events', lookup: { attribute: 'EventName', value: '$names' } }],
])('asks nothing and says nothing where %s', async (_, query) => {
  const { asked } = open(query, { backend: fakeBackend({ names: ['A', 'B'] }) });
  await pass(5000);
  expect(asked()).toEqual([]);
  expect(screen.getByRole('status')).toBeEmptyDOMElement();
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
});

it.each(['detections', 'counts', 'events', 'coverage'])('asks for %s', async (queryType) => {
  const { asked } = open({ queryType });
  await pass(1000);
  expect(asked()).toHaveLength(1);
});

it('asks once for what is typed in one go', async () => {
  const lookup = (value: string) => ({ queryType: 'events', lookup: { attribute: 'Username', value } });
  const { change, asked } = open(lookup('a'));
  await pass(100);
  change(lookup('al'));
  await pass(100);
  change(lookup('ali'));
  await pass(1000);
  expect(asked().map(({ data }) => data.query.lookup.value)).toEqual(['ali']);
});

it('asks of an own rule only when it has no errors', async () => {
  const backend = fakeBackend();
  const problem = { severity: 'error', code: 'x', message: 'Wrong.', line: 1, column: 1 };
  backend.answers['rules/check'] = { problems: [problem] };
  const { change, asked } = open({ queryType: 'counts', rule: 'title: a' }, { backend });
  await pass(1000);
  expect(asked()).toEqual([]);
  backend.answers['rules/check'] = { problems: [{ ...problem, severity: 'warning' }] };
  change({ queryType: 'counts', rule: 'title: b' });
  await pass(1000);
  expect(asked()).toHaveLength(1);
  expect(screen.getByText(LINE)).toBeInTheDocument();
});

it('says nothing where the estimate fails, and no longer what was true before', async () => {
  const backend = fakeBackend();
  const { change } = open({ queryType: 'counts' }, { backend });
  await pass(1000);
  expect(screen.getByText(LINE)).toBeInTheDocument();
  jest.spyOn(backend.datasource.client, 'estimate').mockRejectedValue({ status: 404 });
  change({ queryType: 'counts', rules: { minLevel: 'high' } });
  await pass(1000);
  expect(screen.getByRole('status')).toBeEmptyDOMElement();
});

it('cancels what is under way when the query changes and when the editor closes', async () => {
  const backend = fakeBackend();
  const signals: Array<AbortSignal | undefined> = [];
  jest.spyOn(backend.datasource.client, 'estimate').mockImplementation((_, signal) => {
    signals.push(signal);
    return new Promise(() => undefined);
  });
  const { change, unmount } = open({ queryType: 'counts' }, { backend });
  await pass(1000);
  change({ queryType: 'events' });
  await pass(1000);
  expect(signals.map((signal) => signal?.aborted)).toEqual([true, false]);
  unmount();
  expect(signals.at(-1)?.aborted).toBe(true);
});
