import { join } from 'node:path';
import { checkCommand } from '../check/command';
import { explainCommand } from '../explain/command';
import { pageCommand } from '../page/command';
import { folderWith, run } from '../testing/command';

const RULE =
  'title: T\nid: 352a918a-34d8-4882-8470-44830c507aa3\nlogsource: {product: aws, service: cloudtrail}\n' +
  'detection:\n    selection: {Operation: CreateUser}\n    condition: selection\nlevel: high\n';
const folder = folderWith({
  'a_rule_of_this_test.yml': RULE,
  'event.json': '{"eventName": "CreateUser", "eventSource": "iam.amazonaws.com"}',
  'map.yaml': 'transformations:\n    - {type: field_name_mapping, mapping: {Operation: eventName}}\n',
  'broken.yaml': 'transformations:\n    - {type: field_name_prefix}\n',
});
const [rule, event, pipeline, broken] = ['a_rule_of_this_test.yml', 'event.json', 'map.yaml', 'broken.yaml'].map(
  (name) => join(folder, name)
) as [string, string, string, string];

it('explains a rule as the pipeline leaves it', async () => {
  const matched = async (...more: string[]): Promise<unknown> => {
    const { out } = await run(explainCommand, ['--rule', rule, '--event', event, '--json', ...more]);
    return (JSON.parse(out) as { matched: boolean }).matched;
  };
  expect(await matched()).toBe(false);
  expect(await matched('--pipeline', pipeline)).toBe(true);
});

it('checks the names that the pipeline writes', async () => {
  expect((await run(checkCommand, [rule])).out).toContain('Operation');
  const { code, out } = await run(checkCommand, [rule, '--pipeline', pipeline]);
  expect({ code, out }).toEqual({ code: 0, out: '' });
});

it('shows the page of the rule that is matched', async () => {
  const { out } = await run(pageCommand, ['--rule', rule, '--json', '--pipeline', pipeline]);
  expect(JSON.parse(out)).toMatchObject({ indicators: [{ field: 'eventName', kind: 'eq', values: ['CreateUser'] }] });
});

it.each([
  ['check', checkCommand, [rule]],
  ['explain', explainCommand, ['--rule', rule, '--event', event]],
  ['page', pageCommand, ['--rule', rule]],
])('%s refuses a broken pipeline with its place', async (_, command, args) => {
  const { code, err } = await run(command, [...args, '--pipeline', broken]);
  expect(code).toBe(2);
  expect(err).toContain('broken.yaml:2:7: The transformation needs "prefix"');
});
