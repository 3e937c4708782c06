import { loadRuleSet } from '../collection/loadRuleSet';
import { explainRule } from './explainRule';
import { matchedValues } from './matchedValues';

const load = () => {
  const { rules } = loadRuleSet([
    {
      file: 'r.yml',
      text: `title: Users
logsource: {product: aws, service: cloudtrail}
detection:
  selection:
    eventName: [CreateUser, DeleteUser]
  filter_main_generic:
    - eventSource: 'ssm.amazonaws.com'
    - sourceIPAddress: 'AWS Internal'
  condition: selection and not 1 of filter_main_*
`,
    },
  ]);
  const [rule] = rules;
  if (!rule) {
    throw new Error('the rule did not load');
  }
  return rule;
};

it('names the exclusion that held an event back, and the value', () => {
  const { matched, summary } = explainRule(load(), { eventName: 'CreateUser', eventSource: 'ssm.amazonaws.com' });
  expect(matched).toBe(false);
  expect(summary).toContain('filter_main_generic');
  expect(summary).toContain('eventSource is "ssm.amazonaws.com"');
});

it('says which field is missing', () => {
  expect(explainRule(load(), {}).summary).toContain('eventName is missing');
});

it('gives each predicate the place where the rule has it', () => {
  const { tree } = explainRule(load(), { eventName: 'deleteuser' });
  const predicates: Array<[string, boolean, number | undefined]> = [];
  const walk = (node: typeof tree): void => {
    if (node.op === 'predicate') {
      predicates.push([node.label, node.matched, node.line]);
    }
    node.children?.forEach(walk);
  };
  walk(tree);
  expect(predicates).toEqual([
    ['eventName eq "CreateUser"', false, 5],
    ['eventName eq "DeleteUser"', true, 5],
    ['eventSource eq "ssm.amazonaws.com"', false, 7],
    ['sourceIPAddress eq "AWS Internal"', false, 8],
  ]);
});

it('gives the values that made a rule match', () => {
  expect(matchedValues(load(), { eventName: ['x', 'DeleteUser'] })).toEqual({ selection: { eventName: 'DeleteUser' } });
});
