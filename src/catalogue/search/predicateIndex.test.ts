import { loadRuleSet } from '../../sigma';
import { predicateIndex } from './predicateIndex';

const rule = (name: string, detection: string) => ({
  file: `${name}.yml`,
  text: `title: ${name}
name: ${name}
id: 0000000${name.length}-1111-4111-8111-111111111111
logsource: { product: aws, service: cloudtrail }
detection: ${detection}
`,
});

/** What the index says, in words again. */
function inWords(...files: Array<{ file: string; text: string }>): string[][] {
  const { rules } = loadRuleSet(files);
  const index = predicateIndex(rules);
  expect(new Set(index.texts).size).toBe(index.texts.length);
  return rules.map(({ key }) =>
    (index.rules[key] ?? []).map(([field, code, ...values]) =>
      [
        code % 2 === 1 ? 'not' : '',
        index.texts[field],
        index.kinds[code >> 1],
        values.map((value) => index.texts[value]).join('|'),
      ]
        .filter(Boolean)
        .join(' ')
    )
  );
}

describe('the index of what rules look for', () => {
  it('has each field and kind with its values, and whether they are ruled out', () => {
    const made = rule(
      'a',
      "{ s: { eventName: [CreateUser, CreateRole], 'a.b|contains': x }, n: { a.b: x }, condition: s and not n }"
    );
    const other = rule('bb', '{ s: { eventName: CreateUser }, condition: s }');
    expect(inWords(made, other)).toEqual([
      ['eventName eq CreateUser|CreateRole', 'a.b contains x', 'not a.b eq x'],
      ['eventName eq CreateUser'],
    ]);
  });

  it('leaves out what comes after the first five hundred characters of a value', () => {
    const [[row]] = inWords(rule('a', `{ s: { policy: ${'x'.repeat(2000)} }, condition: s }`));
    expect(row).toBe(`policy eq ${'x'.repeat(500)}`);
  });
});
