import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { buildCatalogue, checkRules } from '../catalogue';
import { explainCorrelation, explainRule, loadRuleSet, subjectOf } from '../sigma';
import { drafts } from '../components/workbench/draft/drafts';
import { giveElementsASize } from '../datasource/testing/combobox';
import { asked, renderApp, type Answers } from './testing/renderPage';

jest.mock('@grafana/runtime', () =>
  jest.requireActual<typeof import('./testing/renderPage')>('./testing/renderPage').runtimeMock()
);
jest.mock('@grafana/ui', () => ({
  ...jest.requireActual<typeof import('@grafana/ui')>('@grafana/ui'),
  // Monaco needs a browser.
  CodeEditor: ({ value, onChange }: { value: string; onChange: (text: string) => void }) => (
    <textarea aria-label="Sigma rule" value={value} onChange={(event) => onChange(event.currentTarget.value)} />
  ),
}));

const ID = '11111111-1111-4111-8111-111111111111';
const RULE = `title: Key made
id: ${ID}
logsource:
    product: aws
    service: cloudtrail
detection:
    selection:
        eventSource: iam.amazonaws.com
        eventName: CreateAccessKey
    condition: selection
level: high
`;
const EVENT_ID = '22222222-2222-4222-8222-222222222222';
const EVENT = {
  eventID: EVENT_ID,
  eventTime: '2026-01-05T10:00:00Z',
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateAccessKey',
  userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/marek' },
  requestParameters: { userName: 'eva' },
};
const load = (yaml: string) => loadRuleSet([{ file: 'inline', text: yaml }]);

type Body = { yaml: string; event: unknown };
/** What the backend would say, by the same code. */
const check = (body: unknown) => {
  const ruleSet = load((body as Body).yaml);
  const rule = subjectOf(ruleSet);
  const page = rule && buildCatalogue(ruleSet).page(rule.key);
  return { problems: [...ruleSet.problems, ...checkRules(ruleSet)], ...(page ? { page } : {}) };
};
const explain = (body: unknown) => {
  const { yaml, event } = body as Body;
  const ruleSet = load(yaml);
  const subject = subjectOf(ruleSet);
  return subject?.kind === 'correlation'
    ? explainCorrelation(ruleSet, subject, event)
    : explainRule(ruleSet.rules[0], event);
};

interface Target {
  queryType: string;
  rule?: string;
  lookup?: { attribute: string; value: string };
}
const frame = (columns: Record<string, unknown[]>) => ({
  fields: Object.entries(columns).map(([name, values]) => ({ name, values, type: 'other', config: {} })),
  length: Object.values(columns)[0].length,
});
const EVENTS = [EVENT, { ...EVENT, eventID: 'other', userIdentity: { arn: 'arn:aws:iam::111122223333:user/eva' } }];
/** Runs the query's rule over the events, or looks one up. */
const query = (request: unknown) => {
  const [{ queryType, rule, lookup }] = (request as { targets: Target[] }).targets;
  const found =
    rule === undefined
      ? EVENTS.filter(({ eventID }) => eventID === lookup?.value)
      : EVENTS.filter((event) => explainRule(load(rule).rules[0], event).matched);
  const rows = frame({
    time: found.map((_, index) => Date.UTC(2026, 0, 5, 10) + index),
    eventSource: found.map(({ eventSource }) => eventSource),
    eventName: found.map(({ eventName }) => eventName),
    eventID: found.map(({ eventID }) => eventID),
    principal: found.map(({ userIdentity }) => userIdentity.arn),
    matched: found.map(() => ({ selection: { eventName: 'CreateAccessKey' } })),
    record: found,
  });
  return { data: [queryType === 'counts' ? frame({ time: [0], count: [found.length] }) : rows] };
};
const ANSWERS: Answers = {
  'POST rules/check': check,
  'POST explain': explain,
  'POST near-windows': { counted: 'events', windows: [], notices: [] },
  'POST estimate': {
    lookups: ['EventName=X'],
    requestsPerMinute: 1,
    firstRequests: 0,
    places: 1,
    text: '',
    reason: '',
  },
  'QUERY one': query,
  [`GET rules/${ID}`]: buildCatalogue(load(RULE)).page(ID),
  'GET rule-folders': { folders: [] },
};
const FOLDERS = {
  folders: [
    { index: 0, path: '/rules/shared', writable: false, reason: 'It is read-only.' },
    { index: 1, path: '/rules/own', writable: true },
  ],
};
const editor = () => screen.findByRole('textbox', { name: 'Sigma rule' });
const write = async (change: (text: string) => string) => {
  const field = (await editor()) as HTMLTextAreaElement;
  // A whole rule is pasted, not typed letter by letter.
  fireEvent.change(field, { target: { value: change(field.value) } });
};
const results = async () => within(await screen.findByRole('region', { name: 'Results' }));
const checksSent = () => asked.filter(({ path }) => path === 'rules/check');

giveElementsASize();
beforeEach(() => window.localStorage.clear());

describe('a text in the workbench', () => {
  it('is checked at a pause, and shows what it finds and why', async () => {
    renderApp('/workbench', ANSWERS);
    await write(() => RULE);
    expect(await screen.findByText('2 matches')).toBeInTheDocument();
    const list = within(await screen.findByRole('list', { name: 'Latest matches' }));
    expect(list.getAllByText('selection: eventName = CreateAccessKey')).toHaveLength(2);
    expect(screen.getByTestId('sigtrail-freshness')).toHaveTextContent('Results are of the text as it is.');
  });

  it('keeps the results of the text before an error, and says so', async () => {
    renderApp('/workbench', ANSWERS);
    await write(() => RULE);
    await screen.findByText('2 matches');
    await write((text) => text.replace('condition: selection', 'condition: nothing'));
    expect(await screen.findByText('Results are of an earlier text: this one has errors.')).toBeInTheDocument();
    expect(screen.getByText('2 matches')).toBeInTheDocument();
    expect(within(screen.getByRole('status', { name: 'Check of the rule' })).getByText(/nothing/)).toBeInTheDocument();
    await write((text) => text.replace('condition: nothing', 'condition: not selection'));
    expect(await screen.findByText('No match in this range.')).toBeInTheDocument();
  });

  it('that is a correlation is explained by which of its events it counts, and tested by none alone', async () => {
    renderApp('/workbench', ANSWERS);
    const correlation = `title: Many keys
correlation: { type: event_count, rules: [${ID}], group-by: [userIdentity.arn], timespan: 1h, condition: { gte: 2 } }
`;
    await write(() => `${correlation}---\n${RULE}`);
    const list = within(await screen.findByRole('list', { name: 'Latest matches' }));
    expect(list.queryByRole('button', { name: /^Test/ })).not.toBeInTheDocument();
    await userEvent.click(list.getAllByRole('button', { name: /^Explain/ })[0]);
    expect(await screen.findByText('The correlation counts the event')).toBeInTheDocument();
    expect(
      screen.getByText(/^The correlation counts the event: Key made matches, for userIdentity\.arn arn/)
    ).toBeVisible();
    expect(screen.queryByRole('button', { name: /^Add as test/ })).not.toBeInTheDocument();
  });

  it('is checked once for a burst of changes', async () => {
    renderApp('/workbench', ANSWERS);
    await write(() => RULE);
    await screen.findByText('2 matches');
    const before = checksSent().length;
    for (const title of ['a', 'ab', 'abc']) {
      await write((text) => text.replace(/title: .*/, `title: ${title}`));
    }
    await waitFor(() => expect(checksSent().length).toBeGreaterThan(before));
    expect(
      checksSent()
        .slice(before)
        .map(({ body }) => (body as Body).yaml)
    ).toEqual([expect.stringContaining('abc')]);
  });
});

describe('a beginning', () => {
  it('with a rule is its copy, compared with it', async () => {
    renderApp(`/workbench?rule=${ID}`, ANSWERS);
    expect(await screen.findByRole('heading', { name: 'Copy of Key made' })).toBeInTheDocument();
    expect(((await editor()) as HTMLTextAreaElement).value).toMatch(/^title: Copy of Key made\nid: (?!1111)/);
    await write((text) =>
      text
        .replace('condition', `by_other:\n        userIdentity.arn|endswith: /eva\n    condition`)
        .replace('condition: selection', 'condition: selection and by_other')
    );
    await userEvent.click(await screen.findByRole('tab', { name: 'Changes' }));
    expect(await screen.findByText('1 lost')).toBeInTheDocument();
    const lost = within(screen.getByRole('list', { name: 'Lost matches' }));
    expect(lost.getByText(/user\/marek/)).toBeInTheDocument();
    await userEvent.click(lost.getByRole('button', { name: /^Why not any more/ }));
    expect(await lost.findAllByText(/userIdentity\.arn endswith/)).not.toEqual([]);
  });

  it('with an event is a rule that its fields can be added to', async () => {
    renderApp(`/workbench?event=${EVENT_ID}`, ANSWERS);
    const box = await screen.findByRole('checkbox', { name: /^requestParameters\.userName/ });
    expect(((await editor()) as HTMLTextAreaElement).value).not.toContain('eva');
    await userEvent.click(box);
    expect(((await editor()) as HTMLTextAreaElement).value).toContain('requestParameters.userName: eva');
    expect(await (await results()).findByText('The rule matches')).toBeInTheDocument();
    await write((text) => `${text}# mine\n`);
    await userEvent.click(box);
    expect(((await editor()) as HTMLTextAreaElement).value).toContain('# mine');
    await userEvent.click(screen.getByRole('button', { name: 'Write it anew from these choices' }));
    expect(((await editor()) as HTMLTextAreaElement).value).not.toMatch(/mine|eva/);
  });

  it('with an event and a rule to suppress is a filter, checked with the rule behind it', async () => {
    renderApp(`/workbench?rule=${ID}&event=${EVENT_ID}&suppress`, ANSWERS);
    expect(((await editor()) as HTMLTextAreaElement).value).toContain(`rules:\n        - ${ID}`);
    await userEvent.click(await screen.findByRole('tab', { name: 'Changes' }));
    expect(await screen.findByText('1 lost')).toBeInTheDocument();
    expect(within(screen.getByRole('list', { name: 'Lost matches' })).getByText(/user\/marek/)).toBeInTheDocument();
    expect(screen.queryByText(/Line|filter-unused/)).not.toBeInTheDocument();
  });

  it('with what is not there says so, and offers others', async () => {
    renderApp('/workbench?event=33333333-3333-4333-8333-333333333333', ANSWERS);
    expect(await screen.findByText(/CloudTrail knows no event with the id 3333/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'From an event' }));
    const form = within(await screen.findByRole('dialog'));
    const field = form.getByRole('textbox', { name: /Event/ });
    fireEvent.change(field, { target: { value: '{"eventID": "x"}' } });
    await userEvent.click(form.getByRole('button', { name: 'Make a rule from it' }));
    expect(await form.findByText(/no rule can be made from it/)).toBeInTheDocument();
    fireEvent.change(field, { target: { value: JSON.stringify(EVENT) } });
    await userEvent.click(form.getByRole('button', { name: 'Make a rule from it' }));
    expect(((await editor()) as HTMLTextAreaElement).value).toMatch(/^title: CreateAccessKey in iam\n/);
  });
});

describe('work that is not saved', () => {
  it('is there after a reload, until it is discarded', async () => {
    const first = renderApp('/workbench', ANSWERS);
    await write(() => RULE);
    first.unmount();
    const second = renderApp('/workbench', ANSWERS);
    expect(((await editor()) as HTMLTextAreaElement).value).toBe(RULE);
    await userEvent.click(screen.getByRole('button', { name: 'Discard it' }));
    expect(((await editor()) as HTMLTextAreaElement).value).toContain('Trail Logging Stopped');
    second.unmount();
    expect(drafts(window.localStorage, '').get('new')).toBeUndefined();
  });

  it('is asked about before the page is left', async () => {
    renderApp('/workbench', ANSWERS);
    await editor();
    const leave = () => {
      const event = new Event('beforeunload', { cancelable: true });
      act(() => void window.dispatchEvent(event));
      return event.defaultPrevented;
    };
    expect(leave()).toBe(false);
    await write(() => RULE);
    expect(leave()).toBe(true);
  });
});

describe('saving', () => {
  const withFolders: Answers = { ...ANSWERS, 'GET rule-folders': FOLDERS };

  it('is not offered where no folder can be written to', async () => {
    renderApp('/workbench', { ...ANSWERS, 'GET rule-folders': { folders: [FOLDERS.folders[0]] } });
    expect(await screen.findByText(/It is read-only\./)).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Save…' })).not.toBeInTheDocument();
  });

  it('writes a file named after the rule, and compares with that from then on', async () => {
    const bodies: unknown[] = [];
    const put = (body: unknown) => {
      bodies.push(body);
      return { file: 'key_made.yml', etag: `e${bodies.length}`, rules: [ID], problems: [] };
    };
    renderApp('/workbench', { ...withFolders, 'PUT rule-files': put });
    await write(() => RULE);
    await screen.findByText('2 matches');
    await userEvent.click(await screen.findByRole('button', { name: 'Save…' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Save as a new file' }));
    expect(await screen.findByText('Saved as key_made.yml')).toBeInTheDocument();
    expect(screen.getByTestId('sigtrail-saved')).toHaveTextContent('');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(bodies).toHaveLength(2));
    expect(bodies).toEqual([
      { folder: 1, file: 'key_made.yml', yaml: RULE, etag: undefined },
      { folder: 1, file: 'key_made.yml', yaml: RULE, etag: 'e1' },
    ]);
    await userEvent.click(screen.getByRole('tab', { name: 'Changes' }));
    expect(await screen.findByText('The text is the same.')).toBeInTheDocument();
  });

  it('shows what stands in a file before it writes over it', async () => {
    const bodies: Array<{ etag?: string }> = [];
    const put = (body: unknown) => {
      bodies.push(body as { etag?: string });
      return bodies.length === 1
        ? Object.assign(new Error('Conflict'), {
            status: 409,
            data: { error: { message: 'The file is there already.' } },
          })
        : { file: 'key_made.yml', etag: 'new', rules: [ID], problems: [] };
    };
    renderApp('/workbench', {
      ...withFolders,
      'PUT rule-files': put,
      'GET rule-files': { yaml: RULE.replace('Key made', 'Key of theirs'), etag: 'theirs' },
    });
    await write(() => RULE);
    await screen.findByText('2 matches');
    await userEvent.click(await screen.findByRole('button', { name: 'Save…' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Save as a new file' }));
    expect(await screen.findByText(/The file is there already\./)).toBeInTheDocument();
    expect(screen.getByText(/- title: Key of theirs/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Write over it' }));
    expect(await screen.findByText('Saved as key_made.yml')).toBeInTheDocument();
    expect(bodies[1].etag).toBe('theirs');
  });
});

it('does not save a draft over what somebody has changed in its file since', async () => {
  const etags: unknown[] = [];
  const answers = (etag: string): Answers => ({
    ...ANSWERS,
    'GET rule-folders': FOLDERS,
    [`GET rules/${ID}`]: { ...buildCatalogue(load(RULE)).page(ID), file: { folder: '/rules/own', file: 'a.yml' } },
    'GET rule-files': { yaml: RULE, etag },
    'PUT rule-files': (body: unknown) => {
      etags.push((body as { etag: string }).etag);
      return { file: 'a.yml', etag: 'three', rules: [ID], problems: [] };
    },
  });
  const first = renderApp(`/workbench?rule=${ID}&edit`, answers('one'));
  await write((text) => `${text}# mine\n`);
  first.unmount();
  renderApp(`/workbench?rule=${ID}&edit`, answers('two'));
  expect(((await editor()) as HTMLTextAreaElement).value).toContain('# mine');
  await screen.findByText('2 matches');
  await userEvent.click(await screen.findByRole('button', { name: 'Save…' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Save' }));
  await waitFor(() => expect(etags).toEqual(['one']));
  // From the saved text on, what is discarded goes back to that.
  await write((text) => `${text}# more\n`);
  await userEvent.click(screen.getByRole('button', { name: 'Discard changes' }));
  expect(((await editor()) as HTMLTextAreaElement).value).toBe(`${RULE}# mine\n`);
});

it('makes a test file of events, and says whether the text passes', async () => {
  renderApp('/workbench', ANSWERS);
  await write(() => RULE);
  const list = within(await screen.findByRole('list', { name: 'Latest matches' }));
  await userEvent.click(list.getByRole('button', { name: /^Test: must match .*marek/ }));
  await userEvent.click(list.getByRole('button', { name: /^Test: must not match .*eva/ }));
  await userEvent.click(screen.getByRole('tab', { name: /^Tests/ }));
  const tests = within(screen.getByRole('region', { name: 'Tests' }));
  expect(await tests.findByText('passes')).toBeInTheDocument();
  expect(await tests.findByText(/^fails: /)).toBeInTheDocument();
  expect(screen.getByLabelText('Text of the test file')).toHaveTextContent(
    /match: true severity: high event: .*match: false/
  );
  await userEvent.click(tests.getAllByRole('button', { name: /^Remove the test/ })[1]);
  expect(tests.queryByText(/^fails: /)).not.toBeInTheDocument();
});
