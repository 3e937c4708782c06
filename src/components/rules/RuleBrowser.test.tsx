import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FieldType, toDataFrame, type DataFrame } from '@grafana/data';
import { asked, renderApp, type Answers } from '../../pages/testing/renderPage';
import { answersOf, sampleRule } from './testing/sampleRules';

jest.mock('@grafana/runtime', () =>
  jest.requireActual<typeof import('../../pages/testing/renderPage')>('../../pages/testing/renderPage').runtimeMock()
);

const yaml = (id: number, title: string, level: string, eventName: string): string => `title: ${title}
id: ${String(id).repeat(8)}-1111-4111-8111-111111111111
status: test
tags: [attack.t1098.001]
logsource: { product: aws, service: cloudtrail }
detection: { selection: { eventSource: iam.amazonaws.com, eventName: ${eventName} }, condition: selection }
level: ${level}
`;
const { rules, predicates } = answersOf([
  { file: 'a.yml', text: yaml(1, 'User made', 'low', 'CreateUser') },
  { file: 'b.yml', text: yaml(2, 'Key made', 'high', 'CreateAccessKey') },
  { file: 'c.yml', text: yaml(3, 'Role made', 'medium', 'CreateRole') },
]);
const [user, key] = rules;

function counted(id: string, counts: number[], notice?: string): DataFrame {
  const frame = toDataFrame({
    fields: [
      { name: 'time', type: FieldType.time, values: counts.map((_, index) => index * 3_600_000) },
      { name: 'count', type: FieldType.number, values: counts, labels: { rule_id: id } },
    ],
  });
  return notice === undefined ? frame : { ...frame, meta: { notices: [{ severity: 'warning', text: notice }] } };
}

// Another data source for each test: the last list of each is kept.
let uid = '';
let tests = 0;
beforeEach(() => {
  uid = `ds${++tests}`;
});
const show = (path: string, given: Answers) => renderApp(path, given, [{ uid, name: 'One' }]);

const answers = (more: Answers = {}): Answers => ({
  'GET rules': { rules, facets: {}, problems: [] },
  'GET rule-predicates': predicates,
  'POST estimate': { firstRequests: 2 },
  [`QUERY ${uid}`]: { data: [counted(user.id, [0, 3])] },
  ...more,
});
const table = () => screen.getByRole('table', { name: 'Rules' });
const titles = () =>
  within(table())
    .getAllByRole('link')
    .map(({ textContent }) => textContent);
const rowOf = (title: string) => screen.getByRole('row', { name: new RegExp(title) });
const facet = (name: string) => screen.getByRole('group', { name });

describe('searching and narrowing', () => {
  it('goes together, and is cleared together', async () => {
    show('/rules', answers());
    await userEvent.type(await screen.findByLabelText('Search rules'), 'user');
    expect(await screen.findByText('1 of 3 rules')).toBeInTheDocument();
    expect(titles()).toEqual(['User made']);
    await userEvent.click(within(facet('Level')).getByRole('checkbox', { name: 'low' }));
    await userEvent.clear(screen.getByLabelText('Search rules'));
    await userEvent.type(screen.getByLabelText('Search rules'), 'key');
    expect(await screen.findByText('No rule fits')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Clear search and facets' }));
    expect(titles()).toEqual(['Key made', 'Role made', 'User made']);
    expect(screen.getByLabelText('Search rules')).toHaveValue('');
  });

  it('says in which field and value it was found', async () => {
    show('/rules', answers());
    await userEvent.type(await screen.findByLabelText('Search rules'), 'accesskey');
    expect(await screen.findByText('1 of 3 rules')).toBeInTheDocument();
    expect(rowOf('Key made')).toHaveTextContent('eventName eq "CreateAccessKey"');
    expect(within(table()).getByText('AccessKey').tagName).toBe('MARK');
  });

  it('finds titles when it is not known what rules look for, and says so', async () => {
    show('/rules', answers({ 'GET rule-predicates': new Error('Too large.') }));
    await userEvent.type(await screen.findByLabelText('Search rules'), 'role made');
    expect(await screen.findByText('1 of 3 rules')).toBeInTheDocument();
    expect(screen.getByText('Fields and values are not searched: Too large.')).toBeInTheDocument();
  });

  it('begins as the URL says, and a chosen value is taken back where it is named', async () => {
    show('/rules?level=low&sort=title', answers());
    expect(await screen.findByText('1 of 3 rules')).toBeInTheDocument();
    expect(within(facet('Level')).getByRole('checkbox', { name: 'low' })).toBeChecked();
    await userEvent.click(screen.getByRole('button', { name: 'Take back Level: low' }));
    expect(titles()).toEqual(['Key made', 'Role made', 'User made']);
  });

  it('has values of a facet that are many searched', async () => {
    const many = Array.from({ length: 40 }, (_, index) => sampleRule(`r${index}`, { author: `Author ${index}` }));
    show('/rules', answers({ 'GET rules': { rules: many, facets: {}, problems: [] } }));
    await userEvent.click(await screen.findByRole('button', { name: '34 more values of Author' }));
    await userEvent.type(screen.getByRole('textbox', { name: 'Search Author' }), '37');
    expect(within(facet('Author')).getAllByRole('checkbox')).toHaveLength(1);
    await userEvent.click(within(facet('Author')).getByRole('checkbox', { name: 'Author 37' }));
    expect(screen.getByText('1 of 40 rules')).toBeInTheDocument();
  });
});

describe('the order', () => {
  it('is a column’s, and the other way round at the second press', async () => {
    show('/rules', answers());
    expect(await screen.findByRole('columnheader', { name: 'Level' })).toHaveAttribute('aria-sort', 'descending');
    await userEvent.click(screen.getByRole('button', { name: 'Rule' }));
    expect(screen.getByRole('columnheader', { name: 'Rule' })).toHaveAttribute('aria-sort', 'ascending');
    await userEvent.click(screen.getByRole('button', { name: 'Rule' }));
    expect(titles()).toEqual(['User made', 'Role made', 'Key made']);
    expect(screen.getByRole('columnheader', { name: 'Rule' })).toHaveAttribute('aria-sort', 'descending');
    expect(screen.getByRole('columnheader', { name: 'Level' })).toHaveAttribute('aria-sort', 'none');
  });
});

describe('matches', () => {
  it('are counted by one query, and narrow', async () => {
    show('/rules?from=1764000000000&to=1764086400000', answers());
    expect(await screen.findByRole('img', { name: /^Matches: 3, the highest bar 3/ })).toBeInTheDocument();
    expect(within(rowOf('Key made')).getByText('0')).toBeInTheDocument();
    const queries = asked.filter(({ method }) => method === 'QUERY').map(({ body }) => body);
    expect(queries).toHaveLength(1);
    expect(queries[0]).toMatchObject({
      targets: [{ queryType: 'counts', format: 'timeseries', fill: 'none', source: 'lookup' }],
      intervalMs: 3_600_000,
    });
    await userEvent.click(within(facet('Matches in range')).getByRole('checkbox', { name: 'has matches' }));
    expect(titles()).toEqual(['User made']);
    await userEvent.click(screen.getByRole('button', { name: 'Count matches again' }));
    expect(asked.filter(({ path }) => path === 'estimate').length).toBeGreaterThan(1);
  });

  it('are waited for without keeping the list back, which a facet of theirs does not narrow yet', async () => {
    let arrive: (answer: unknown) => void = () => undefined;
    const pending = () => new Promise((resolve) => (arrive = resolve));
    show('/rules?matched=has+matches', answers({ [`QUERY ${uid}`]: pending }));
    expect(await screen.findByText('Counting matches…')).toBeInTheDocument();
    expect(titles()).toHaveLength(3);
    await act(async () => arrive({ data: [counted(key.id, [1])] }));
    expect(await screen.findByText('1 of 3 rules')).toBeInTheDocument();
    expect(titles()).toEqual(['Key made']);
  });

  it('are counted only when asked to where that takes many requests', async () => {
    show('/rules', answers({ 'POST estimate': { firstRequests: 209 } }));
    expect(await screen.findByText(/takes about 209 requests/)).toBeInTheDocument();
    expect(asked.some(({ method }) => method === 'QUERY')).toBe(false);
    await userEvent.click(screen.getByRole('button', { name: 'Count them' }));
    expect(await screen.findByRole('img', { name: /^Matches: 3/ })).toBeInTheDocument();
  });

  it('are not counted where that is switched off', async () => {
    show('/rules?matches=off', answers());
    const toggle = await screen.findByRole('checkbox', { name: 'Count matches' });
    expect(toggle).not.toBeChecked();
    expect(asked.some(({ path }) => path === 'estimate')).toBe(false);
    await userEvent.click(toggle);
    expect(await screen.findByRole('img', { name: /^Matches: 3/ })).toBeInTheDocument();
  });

  it('say when they are not all, and when they could not be counted', async () => {
    show('/rules', answers({ [`QUERY ${uid}`]: { data: [counted(user.id, [1], 'Two pages are missing.')] } }));
    expect(await screen.findByText('Two pages are missing.')).toBeInTheDocument();
  });

  it('can be counted again after a failure', async () => {
    let fails = true;
    const query = () => (fails ? new Error('AWS refused.') : { data: [counted(user.id, [1])] });
    show('/rules', answers({ [`QUERY ${uid}`]: query }));
    expect(await screen.findByText('AWS refused.')).toBeInTheDocument();
    expect(titles()).toHaveLength(3);
    fails = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('img', { name: /^Matches: 1/ })).toBeInTheDocument();
  });
});

describe('thousands of rules', () => {
  const many = Array.from({ length: 3000 }, (_, index) =>
    sampleRule(`rule-${index}`, { title: `Rule ${String(index).padStart(4, '0')}` })
  );
  const given = () => answers({ 'GET rules': { rules: many, facets: {}, problems: [] } });

  it('are rows of one table, of which those on the screen are there', async () => {
    show('/rules', given());
    expect(await screen.findByText('3000 rules')).toBeInTheDocument();
    expect(table()).toHaveAttribute('aria-rowcount', '3001');
    expect(titles().length).toBeLessThan(60);
    expect(rowOf('Rule 0003')).toHaveAttribute('aria-rowindex', '5');
  });

  it('are walked by keys, from the search to the last', async () => {
    show('/rules', given());
    await screen.findByText('3000 rules');
    await userEvent.keyboard('/');
    expect(screen.getByLabelText('Search rules')).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    expect(screen.getByRole('link', { name: 'Rule 0000' })).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
    expect(screen.getByRole('link', { name: 'Rule 0001' })).toHaveFocus();
    await userEvent.keyboard('{PageDown}');
    expect(screen.getByRole('link', { name: 'Rule 0011' })).toHaveFocus();
    await userEvent.keyboard('{End}');
    expect(screen.getByRole('link', { name: 'Rule 2999' })).toHaveFocus();
    await userEvent.keyboard('{Home}');
    expect(screen.getByRole('link', { name: 'Rule 0000' })).toHaveFocus();
    await userEvent.keyboard('/');
    expect(screen.getByLabelText('Search rules')).toHaveFocus();
  });
});

it('rules that are off or have another level than written are shown as such', async () => {
  const changed = [
    sampleRule('a', { enabled: false }),
    sampleRule('b', { level: 'critical', writtenLevel: 'medium' }),
    sampleRule('c', { visible: false }),
    sampleRule('d', { through: 'trail' }),
  ];
  show('/rules', answers({ 'GET rules': { rules: changed, facets: {}, problems: [] } }));
  await screen.findByText('4 rules');
  expect(within(rowOf('Rule a')).getByText('disabled')).toBeInTheDocument();
  expect(within(rowOf('Rule b')).getByText('written: medium')).toBeInTheDocument();
  expect(within(rowOf('Rule c')).getByText('not visible')).toBeInTheDocument();
  expect(within(rowOf('Rule d')).getByText('trail only')).toBeInTheDocument();
  const labels = within(facet('State')).getAllByRole('checkbox');
  expect(labels.map((box) => box.closest('label')?.textContent)).toEqual(['enabled', 'disabled', 'level changed']);
});

it('lists some of very many problems, and says how many more there are', async () => {
  const problems = Array.from({ length: 250 }, (_, line) => ({ file: 'bad.yml', line: line + 1, message: 'Bad.' }));
  show('/rules', answers({ 'GET rules': { rules, facets: {}, problems } }));
  await userEvent.click(await screen.findByText(/250 problems in rule files/));
  expect(screen.getByText('bad.yml:200')).toBeInTheDocument();
  expect(screen.queryByText('bad.yml:201')).not.toBeInTheDocument();
  expect(screen.getByText(/^and 50 more/)).toBeInTheDocument();
});

it('says what to do where there are no rules', async () => {
  show('/rules', answers({ 'GET rules': { rules: [], facets: {}, problems: [] } }));
  expect(await screen.findByText('There are no rules')).toBeInTheDocument();
  expect(screen.getByText(/Turn on the bundled rules/)).toBeInTheDocument();
});
