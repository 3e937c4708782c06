import { catalogueRows } from './catalogueRows';
import { searchWords } from './searchWords';
import { answersOf, sampleRule } from './testing/sampleRules';
import { whereFound } from './whereFound';

const { rules, predicates } = answersOf([
  {
    file: 'a.yml',
    text: `title: Administrator Policy Attached
id: 11111111-1111-4111-8111-111111111111
description: Somebody gave full rights away.
tags: [attack.t1098.003]
logsource: { product: aws, service: cloudtrail }
detection:
    selection:
        eventName: [AttachUserPolicy, AttachRolePolicy]
        requestParameters.policyArn|contains: Administrator
        userAgent|re: '^Boto3'
    filter: { userIdentity.arn|endswith: /deploy }
    condition: selection and not filter
`,
  },
]);
const [row] = catalogueRows(rules, { predicates });
const found = (search: string) => whereFound(row, searchWords(search));

describe('where a search found its words', () => {
  it.each([
    ['policyArn', ['requestParameters.policyArn contains "Administrator"']],
    ['AttachRole', ['eventName eq "AttachRolePolicy" and 1 more']],
    ['deploy', ['not userIdentity.arn endswith "/deploy"']],
    ['boto3 somebody', ['userAgent regex_match "^Boto3"', 'Somebody gave full rights away.']],
    ['attached', []],
    ['"additional cloud roles"', ['T1098.003 Additional Cloud Roles']],
    ['11111111', ['11111111-1111-4111-8111-111111111111']],
  ])('%s: %j', (search, expected) => {
    expect(found(search)).toEqual(expected);
  });

  it('names those with most words first', () => {
    expect(found('policy administrator')[0]).toBe('requestParameters.policyArn contains "Administrator"');
  });

  it('names a few and says how many more there are', () => {
    const many = { ...row, predicates: Array.from({ length: 8 }, () => row.predicates[0]) };
    expect(whereFound(many, ['attach'])).toHaveLength(4);
    expect(whereFound(many, ['attach'])[3]).toBe('and 5 more');
  });

  it('shows the part of a long value that has the word', () => {
    const [long] = catalogueRows([sampleRule('x')], {
      predicates: { texts: ['f', `${'a'.repeat(400)} needle`], kinds: ['eq'], rules: { x: [[0, 0, 1]] } },
    });
    expect(whereFound(long, ['needle'])).toEqual([`f eq "…${'a'.repeat(19)} needle"`]);
  });
});

it('words are parted by spaces and kept together by quotes, also by a first one', () => {
  expect(searchWords(' Root  "Two Words" "still typ')).toEqual(['root', 'two words', 'still typ']);
  expect(searchWords('"" "a" a')).toEqual(['a']);
});
