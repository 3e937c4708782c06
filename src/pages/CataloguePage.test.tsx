import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { loadRuleSet } from '../sigma';
import { buildCatalogue } from '../catalogue';
import { renderApp, type Answers } from './testing/renderPage';

jest.mock('@grafana/runtime', () =>
  jest.requireActual<typeof import('./testing/renderPage')>('./testing/renderPage').runtimeMock()
);

const yaml = (id: number, title: string, level: string, eventName: string): string => `title: ${title}
id: ${String(id).repeat(8)}-1111-4111-8111-111111111111
status: test
author: someone
logsource: { product: aws, service: cloudtrail }
detection: { selection: { eventSource: iam.amazonaws.com, eventName: ${eventName} }, condition: selection }
level: ${level}
`;
const ruleSet = loadRuleSet([
  { file: 'a.yml', text: yaml(1, 'User made', 'low', 'CreateUser') },
  { file: 'b.yml', text: yaml(2, 'Key made', 'high', 'CreateAccessKey') },
]);
const catalogue = buildCatalogue(ruleSet);
const RULES = {
  rules: catalogue.summaries({}),
  facets: catalogue.facets({}),
  problems: [{ file: 'bad.yml', line: 3, message: 'There is no modifier "beginswith".' }],
};
const ANSWERS: Answers = { 'GET rules': RULES };

describe('the catalogue', () => {
  it('lists rules, the highest level first, and problems with file and line', async () => {
    renderApp('/rules', ANSWERS);
    expect(await screen.findByText('2 rules')).toBeInTheDocument();
    const titles = within(screen.getByRole('table')).getAllByRole('link');
    expect(titles.map(({ textContent }) => textContent)).toEqual(['Key made', 'User made']);
    await userEvent.click(screen.getByText(/1 problem in rule files/));
    expect(screen.getByText('bad.yml:3')).toBeInTheDocument();
  });

  it('says what failed, and tries again', async () => {
    const failure = Object.assign(new Error('x'), { data: { error: { message: 'The rules folder is gone.' } } });
    renderApp('/rules', { 'GET rules': failure });
    expect(await screen.findByText('The rules folder is gone.')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeInTheDocument();
  });

  it('leads to a new data source where there is none', async () => {
    renderApp('/rules', {}, []);
    expect(await screen.findByRole('link', { name: 'Add a data source' })).toHaveAttribute(
      'href',
      '/connections/datasources/new'
    );
  });
});

describe('a rule’s page', () => {
  const id = ruleSet.rules[1].key;
  const page = catalogue.page(id);
  const answers: Answers = { ...ANSWERS, [`GET rules/${id}`]: page };

  it('has every section, and what each of them means', async () => {
    renderApp(`/rules/${id}`, answers);
    expect(await screen.findByRole('heading', { level: 1, name: 'Key made' })).toBeInTheDocument();
    const sections = screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent);
    expect(sections).toEqual([
      'MITRE ATT&CK coverage',
      'Event coverage',
      'Rule body',
      'Stages and Predicates',
      'Exclusions',
      'Indicators',
      'In your accounts',
      'Try an event',
    ]);
    // The help's text is its button's name.
    expect(screen.getAllByRole('button', { name: /\. .+\.$|^.{40,}\.$/ })).toHaveLength(sections.length);
    expect(screen.getByLabelText('YAML of the rule').textContent).toBe(page?.body.trimEnd());
    const indicators = within(screen.getByRole('region', { name: 'Values with corpus' })).getAllByRole('row');
    expect(indicators.map(({ textContent }) => textContent)).toEqual([
      'FieldKindValueCorpus',
      'eventNameeqCreateAccessKey0',
      'eventSourceeqiam.amazonaws.com1',
    ]);
  });

  it('opens the other rules of an indicator, and leads to them', async () => {
    renderApp(`/rules/${id}?ds=one`, answers);
    const count = await screen.findByRole('button', {
      name: '1 other rule looks for iam.amazonaws.com in eventSource',
      expanded: false,
    });
    await userEvent.click(count);
    const region = screen.getByRole('region', { name: 'Values with corpus' });
    expect(within(region).getByRole('link', { name: 'User made' })).toHaveAttribute(
      'href',
      `/rules/${ruleSet.rules[0].key}?ds=one`
    );
    await userEvent.click(count);
    expect(within(region).queryByRole('link')).not.toBeInTheDocument();
  });

  it('says what else covers a technique, also by its sub-techniques', async () => {
    const [technique, url] = ['T1098', 'https://attack.mitre.org/techniques/T1098'];
    const tagged = {
      ...page,
      attack: [{ tactic: { id: 'TA0003', name: 'Persistence' }, techniques: [{ id: technique, name: 'x', url }] }],
    };
    const [other] = RULES.rules;
    const rules = [
      { ...RULES.rules[1], techniques: [technique] },
      { ...other, id: 'b', techniques: ['T1098.001'] },
      { ...other, id: 'c', techniques: ['T1098', 'T1098.003'] },
      { ...other, id: 'd', techniques: ['T1098x'] },
    ];
    renderApp(`/rules/${id}`, { ...answers, [`GET rules/${id}`]: tagged, 'GET rules': { ...RULES, rules } });
    expect(await screen.findByRole('link', { name: '2 other rules' })).toHaveAttribute(
      'href',
      '/rules?technique=T1098&technique=T1098.001&technique=T1098.003'
    );
  });

  it('is there without the catalogue, and lists tests and related rules', async () => {
    const more = {
      ...page,
      tests: [
        { name: 'a key is made', expected: true },
        { name: 'a user is made', expected: false },
      ],
      related: [
        { id: 'b', type: 'similar', title: 'User made' },
        { id: 'gone', type: 'obsoletes' },
      ],
    };
    renderApp(`/rules/${id}`, { [`GET rules/${id}`]: more });
    const tests = within(await screen.findByRole('region', { name: 'Tests of the rule' })).getAllByRole('row');
    expect(tests.map(({ textContent }) => textContent)).toEqual([
      'TestExpected',
      'a key is madematch',
      'a user is madeno match',
    ]);
    expect(screen.getByRole('link', { name: 'User made' })).toHaveAttribute('href', '/rules/b');
    expect(screen.getByText('obsoletes: gone (not loaded)')).toBeInTheDocument();
  });

  it('explains an event, and says what is no event', async () => {
    const explained = {
      matched: false,
      summary: 'eventName is "CreateUser".',
      tree: {
        op: 'and',
        label: 'selection',
        matched: false,
        children: [
          { op: 'predicate', label: 'eventName eq "CreateAccessKey"', matched: false, reason: 'found "CreateUser"' },
        ],
      },
    };
    renderApp(`/rules/${id}`, { ...answers, 'POST explain': explained });
    const field = await screen.findByRole('textbox', { name: /CloudTrail record/ });
    await userEvent.click(field);
    await userEvent.paste('{"eventName":');
    await userEvent.click(screen.getByRole('button', { name: 'Explain' }));
    expect(await screen.findByText(/The event is not JSON/)).toBeInTheDocument();
    await userEvent.clear(field);
    await userEvent.paste('{"eventName": "CreateUser"}');
    await userEvent.click(screen.getByRole('button', { name: 'Explain' }));
    expect(await screen.findByText('The rule does not match')).toBeInTheDocument();
    expect(screen.getByText('found "CreateUser"')).toBeInTheDocument();
  });

  it('says that a rule is not there', async () => {
    const failure = Object.assign(new Error('x'), {
      data: { error: { message: 'No rule with the id "x" is loaded.' } },
    });
    renderApp('/rules/x', { 'GET rules/x': failure });
    expect(await screen.findByText('No rule with the id "x" is loaded.')).toBeInTheDocument();
  });
});
