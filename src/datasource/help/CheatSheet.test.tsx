import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { loadRuleSet } from '../../sigma';
import { FORMATS_OF } from '../query/formats';
import { NEW_RULE } from '../editor/newRule';
import { fakeBackend } from '../testing/datasource';
import { CheatSheet } from './CheatSheet';
import { EXAMPLES } from './examples';

it('hands the clicked example over, for the query that it is the help of', async () => {
  const onClickExample = jest.fn();
  const query = { refId: 'C', queryType: 'counts' as const, datasource: { uid: 'uid' } };
  render(<CheatSheet query={query} onClickExample={onClickExample} />);
  await userEvent.click(screen.getByRole('button', { name: /Who created access keys/ }));
  expect(onClickExample).toHaveBeenCalledWith({
    refId: 'C',
    datasource: { uid: 'uid' },
    queryType: 'events',
    format: 'table',
    lookup: { attribute: 'EventName', value: 'CreateAccessKey' },
  });
});

it.each(EXAMPLES.map(({ title, query }) => [title, query] as const))('"%s" is a query that runs', (_title, query) => {
  const { datasource } = fakeBackend();
  expect(datasource.filterQuery({ refId: 'A', ...query })).toBe(true);
  expect(FORMATS_OF[query.queryType]).toContain(query.format ?? FORMATS_OF[query.queryType][0]);
});

const RULES = [
  ...EXAMPLES.flatMap(({ title, query }) => (query.rule ? [[title, query.rule]] : [])),
  ['a new rule', NEW_RULE],
];
it.each(RULES)('the rule of "%s" has no problems', (_title, rule) => {
  const { problems } = loadRuleSet([{ file: 'rule.yml', text: rule }]);
  expect(problems.filter(({ severity }) => severity !== 'info')).toEqual([]);
});
