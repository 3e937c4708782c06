import { loadRuleSet } from '../../sigma';
import { KEY_RULE, SAMPLE_RULES, USER_RULE } from '../testing/sampleRules';
import { checkRuleFile } from './checkRuleFile';
import { createRuleBook } from './ruleBook';

const NAMED = SAMPLE_RULES['user.yml'].replace('status: test', 'name: user_made');
const book = createRuleBook(
  loadRuleSet([
    { file: '/r/user.yml', text: NAMED, origin: '/r' },
    { file: 'key.yml', text: SAMPLE_RULES['key.yml'], origin: 'bundled' },
  ])
);
const check = (text: string, file = '/r/new.yml') => {
  const { rules, problems } = checkRuleFile(book, file, '/r', text);
  return { rules, problems: problems.map(({ code, severity }) => `${severity} ${code}`) };
};
const STOP = SAMPLE_RULES['stop.yml'];
const filter = (rule: string) =>
  `title: Not us\nlogsource: {product: aws, service: cloudtrail}\nfilter:\n  rules: [${rule}]\n  selection: {userAgent: us}\n  condition: not selection\n`;
const correlation = (rule: string) =>
  `title: Many\nname: many\ncorrelation:\n  type: event_count\n  rules: [${rule}]\n  group-by: [a]\n  timespan: 5m\n  condition: {gte: 2}\n`;

it.each([
  ['a rule of its own', STOP, []],
  ['a bundled rule’s id, whose place it takes', SAMPLE_RULES['key.yml'], []],
  ['an id that another file has', NAMED.replace('user_made', 'other'), ['error duplicate-id']],
  ['a name that another file has', STOP.replace('status: test', 'name: user_made'), ['warning duplicate-name']],
  ['a correlation of a rule in another file', correlation('user_made'), []],
  ['a correlation of a bundled rule', correlation(KEY_RULE), []],
  ['a correlation of a rule that is nowhere', correlation('nowhere'), ['error unknown-rule-reference']],
  ['a filter for a rule in another file', filter('user_made'), []],
  ['a filter for a rule that is nowhere', filter('nowhere'), ['warning filter-unused']],
  ['one id twice', `${STOP}---\n${STOP}`, ['error duplicate-id']],
])('says of %s what loading it would', (_, text, problems) => {
  expect(check(text).problems).toEqual(problems);
});

it('does not hold a file’s former version against the new one', () => {
  expect(check(NAMED, '/r/user.yml')).toEqual({ rules: [USER_RULE], problems: [] });
});
