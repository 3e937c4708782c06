import { fakeBackend } from '../testing/datasource';
import type { SigtrailVariableQuery } from '../types';

const list = async (query: Partial<SigtrailVariableQuery>, variables = {}) => {
  const backend = fakeBackend(variables);
  const values = await backend.datasource.variableValues({ refId: 'v', ...query } as SigtrailVariableQuery);
  return { values, backend };
};

it.each([
  [
    'rules',
    [
      { text: 'Access key created', value: 'rule-key' },
      { text: 'Root signed in', value: 'rule-root' },
    ],
  ],
  [
    'tactics',
    [
      { text: 'Initial Access', value: 'attack.initial-access' },
      { text: 'Persistence', value: 'attack.persistence' },
    ],
  ],
  [
    'techniques',
    [
      { text: 'T1078.004', value: 'attack.t1078.004' },
      { text: 'T1098', value: 'attack.t1098' },
    ],
  ],
  ['services', ['iam.amazonaws.com', 'signin.amazonaws.com'].map((value) => ({ text: value, value }))],
  ['regions', ['eu-central-1', 'us-east-1'].map((value) => ({ text: value, value }))],
  [
    'accounts',
    [
      { text: '444455556666', value: '444455556666' },
      { text: 'prod (111122223333)', value: '111122223333' },
    ],
  ],
  ['eventNames', ['CreateUser', 'DeleteTrail'].map((value) => ({ text: value, value }))],
  ['principals', [{ text: 'alice', value: 'alice' }]],
] as const)('lists %s', async (queryType, expected) => {
  expect((await list({ queryType })).values).toEqual(expected);
});

it('lists a rule that is switched off where the selection names it', async () => {
  const { values } = await list({ queryType: 'rules', rules: { ids: ['$id'] } }, { id: 'rule-off' });
  expect(values).toContainEqual({ text: 'Switched off', value: 'rule-off' });
});

it('lists levels lowest first, as Sigma names them', async () => {
  const { values } = await list({ queryType: 'levels' });
  expect(values.map(({ value }) => value)).toEqual(['informational', 'low', 'medium', 'high', 'critical']);
});

it('lists the values of a field, which may come from a variable', async () => {
  const { values } = await list({ queryType: 'fieldValues', field: '$path' }, { path: 'userIdentity.arn' });
  expect(values).toEqual([
    { text: 'arn:aws:iam::111122223333:user/alice', value: 'arn:aws:iam::111122223333:user/alice' },
  ]);
  expect((await list({ queryType: 'fieldValues' })).values).toEqual([]);
});

it('asks only for rules of the selection', async () => {
  const { backend } = await list({ queryType: 'rules', rules: { minLevel: '$least' as 'low' } }, { least: 'high' });
  expect(backend.requests[0].params).toMatchObject({ minLevel: 'high' });
});

it('lists nothing for a kind that it does not know', async () => {
  expect((await list({ queryType: 'flowers' as 'rules' })).values).toEqual([]);
});
