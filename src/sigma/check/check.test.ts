import { ruleText } from '../testing/rules';
import type { RuleSet } from '../types';
import { loadRuleSet } from '../collection/loadRuleSet';
import { checkRuleSet } from './checkRuleSet';

const ID = 'id: 352a918a-34d8-4882-8470-44830c507aa3\n';
const load = (text: string): RuleSet => {
  const set = loadRuleSet([{ file: 'rules/a_rule_of_this_test.yml', text }]);
  expect(set.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return set;
};
const codes = (text: string): string[] => checkRuleSet(load(text)).map(({ code }) => code);
const selection = (body: string): string[] =>
  codes(ruleText(`    selection:\n        ${body}\n    condition: selection\n`, ID));

it('has nothing to say of a clean rule', () => {
  expect(selection('eventName|contains: [Create, Delete]')).toEqual([]);
});

it.each([
  ["a: 'x**y'", 'double-wildcard'],
  ["a: '123'", 'number-as-string'],
  ['a: "x\\ty"', 'control-character'],
  ["a: 'x\\*y?z'", 'escaped-wildcard'],
  ["a: ['*x', '*y']", 'wildcards-instead-of-modifier'],
  ["a: '*x*'", 'wildcards-instead-of-modifier'],
  ['a|all: [x, y]', 'all-without-contains'],
  ['a|base64offset: x', 'base64offset-without-contains'],
  ['a|windash|contains|all: [x, y]', 'windash-with-all'],
  ['a|contains|contains: x', 'modifier-repeated'],
])('finds what is odd in %s', (body, code) => {
  expect(selection(body)).toEqual([code]);
});

it.each([
  "a: '*'",
  "a: ['*x', 'y*']",
  "a: '*x*y'",
  "a|re: '.*.*'",
  "a|endswith: '*x'",
  'a|base64|base64: x',
  '"|all": [x, y]',
])('accepts %s', (body) => {
  expect(selection(body)).toEqual([]);
});

it.each<[string, string[]]>([
  ['    s: {a: 1}\n    t: {b: 1}\n    condition: s\n', ['dangling-detection']],
  ['    s: {a: 1}\n    condition: 1 of them\n', ['them-with-single-detection']],
  ['    s: {a: 1}\n    t: {b: 1}\n    condition: all of them\n', ['all-of-them']],
])('checks the condition of %j', (detection, expected) => {
  expect(codes(ruleText(detection, ID))).toEqual(expected);
});

it.each<[string, string[]]>([
  ['tags: [attack.t1078, tlp.clear, cve.2021-44228, stp.3a, car.2016-04-005, detection.dfir]', []],
  ['tags: [foo.bar]', ['tag-namespace']],
  ['tags: [attack.T1078]', ['tag-format']],
  ['tags: [cve.x]', ['tag-name']],
  ['tags: [attack.t1, attack.t1]', ['duplicate-tag']],
  ['tags: [detection.dfir-and-more]', ['tag-name']],
  ['tags: [tlp.purple]', ['tag-name']],
  ['reference: [x]', ['misspelt-member']],
  ['relatde: x', ['misspelt-member']],
  ['falsepositivs: x', ['misspelt-member']],
  ['owner: x', []],
  ['references: [x, x]', ['duplicate-reference']],
])('checks %s', (head, expected) => {
  expect(codes(ruleText('    s: {a: 1}\n    condition: s\n', `${ID}${head}\n`))).toEqual(expected);
});

it('checks ATT&CK names where it is given them', () => {
  const set = load(ruleText('    s: {a: 1}\n    condition: s\n', `${ID}tags: [attack.t1078, attack.t9999]\n`));
  expect(checkRuleSet(set, { attack: new Set(['t1078']) }).map(({ message }) => message)).toEqual([
    expect.stringContaining('attack.t9999'),
  ]);
});

it('checks the log source, and Windows events in it', () => {
  const text = `title: T\n${ID}logsource: {product: windows, service: sysmon, foo: x}\ndetection:\n    s: {EventID: [1, 999]}\n    condition: s\n`;
  expect(codes(text)).toEqual(['log-source-member', 'specific-log-source']);
});

it.each([
  ['powershell', "'4104'", 'ps_script'],
  ['security', '4688', 'process_creation'],
  ['sysmon', '13', 'registry_event'],
])('names the category of %s event %s', (service, id, category) => {
  const text = `title: T\n${ID}logsource: {product: windows, service: ${service}}\ndetection:\n    s: {EventID: [${id}]}\n    condition: s\n`;
  const issues = checkRuleSet(load(text)).filter(({ code }) => code === 'specific-log-source');
  expect(issues.map(({ message }) => message)).toEqual([expect.stringContaining(`"category: ${category}"`)]);
});

it('finds titles and file names that are used twice, and names that are too short', () => {
  const text = ruleText('    s: {a: 1}\n    condition: s\n');
  const set = loadRuleSet([
    { file: 'one/rule_with_a_name.yml', text: text.replace('title: T', `title: T\n${ID}`) },
    {
      file: 'two/rule_with_a_name.yml',
      text: text.replace('title: T', 'title: T\nid: 352a918a-34d8-4882-8470-44830c507aa4'),
    },
    { file: 'short.yml', text: text.replace('title: T', 'title: U') },
  ]);
  expect(checkRuleSet(set).map(({ file, code }) => `${file ?? ''} ${code}`)).toEqual([
    'short.yml missing-id',
    'short.yml file-name-length',
    'two/rule_with_a_name.yml duplicate-title',
    'two/rule_with_a_name.yml duplicate-file-name',
  ]);
});

it('places each finding at its detection', () => {
  const [problem] = checkRuleSet(load(ruleText("    s:\n        a: 'x**'\n    condition: s\n", ID)));
  expect(problem).toMatchObject({
    file: 'rules/a_rule_of_this_test.yml',
    line: 7,
    column: 5,
    severity: 'info',
    path: 'detection.s.a',
  });
});
