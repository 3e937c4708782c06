import fc from 'fast-check';
import type { ConditionNode } from './ast';
import { parseCondition } from './parseCondition';
import { parseCorrelationCondition } from './parseCorrelationCondition';
import { matchesPattern, resolveCondition } from './resolveCondition';

function brief(node: ConditionNode | undefined): string {
  if (!node) {
    return 'fault';
  }
  switch (node.kind) {
    case 'name':
      return node.name;
    case 'selector':
      return `<${node.quantifier} ${node.pattern}>`;
    case 'not':
      return `!${brief(node.of)}`;
    default:
      return `(${node.of.map(brief).join(node.kind === 'and' ? '&' : '|')})`;
  }
}
const parsed = (text: string): string => brief(parseCondition(text).node);
const fault = (text: string): string => {
  const { fault: found } = parseCondition(text);
  return found ? `${found.code} ${found.from}-${found.to}` : 'none';
};

it.each([
  ['a or b and not c', '(a|(b&!c))'],
  ['not a and b', '(!a&b)'],
  ['not (a or b)', '!(a|b)'],
  ['a and (b or c) and d', '(a&(b|c)&d)'],
  ['selection and not 1 of filter_main_*', '(selection&!<1 filter_main_*>)'],
  ['all of them or any of sel*x', '(<all them>|<any sel*x>)'],
  ['notepad and not-a', '(notepad&not-a)'],
  ['a and(b)', '(a&b)'],
  ['1 of*', '<1 *>'],
  ['and and and', '(and&and)'],
])('parses %j', (text, expected) => {
  expect(parsed(text)).toBe(expected);
});

it.each([
  ['', 'condition-syntax 0-0'],
  ['a and', 'condition-syntax 4-5'],
  ['a (b', 'condition-syntax 2-3'],
  ['(a and b', 'condition-syntax 0-1'],
  ['a AND b', 'condition-syntax 2-5'],
  ['a && b', 'condition-syntax 2-3'],
  ['not', 'condition-syntax 2-3'],
  ['1 of sel-*', 'condition-syntax 8-10'],
  ['a\u00a0and b', 'condition-syntax 1-2'],
  ['a | count() > 5', 'condition-aggregation 2-15'],
])('refuses %j where it is wrong', (text, expected) => {
  expect(fault(text)).toBe(expected);
});

it.each([
  ['a | near b', 'temporal'],
  ['a | count() by x > 5', 'event_count'],
  ['a | count(userName) by x > 5', 'value_count'],
  ['a | sum(bytes) > 5', 'value_sum'],
])('names the correlation that replaces %j', (text, type) => {
  expect(parseCondition(text).fault?.message).toContain(`type ${type} `);
});

it.each([
  ['parentheses', '('.repeat(10_000) + 'a' + ')'.repeat(10_000)],
  ['negations', `${'not '.repeat(10_000)}a`],
  ['open parentheses', '('.repeat(100_000)],
])('refuses 10,000 nested %s without overflowing the stack', (_, text) => {
  expect(fault(text)).toMatch(/^condition-too-large/);
});

it('takes 10,000 terms and refuses 100,000', () => {
  const { node } = parseCondition(Array.from({ length: 10_000 }, (_, i) => `s${i}`).join(' or '));
  expect(node?.kind === 'or' && node.of).toHaveLength(10_000);
  expect(fault(Array.from({ length: 100_000 }, () => 'a').join(' and '))).toMatch(/^condition-too-large/);
});

it('keeps the tree of any condition that it prints', () => {
  const leaf = fc.constantFrom('a', 'b', '1 of x*', 'all of them', 'sel-dash', 'and1');
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc.tuple(tie('tree'), tie('tree'), fc.constantFrom('and', 'or')).map(([x, y, op]) => `(${x}) ${op} (${y})`),
      tie('tree').map((x) => `not (${x})`)
    ),
  }));
  const print = (node: ConditionNode): string => {
    switch (node.kind) {
      case 'name':
        return node.name;
      case 'selector':
        return `${node.quantifier} of ${node.pattern}`;
      case 'not':
        return `not (${print(node.of)})`;
      default:
        return node.of.map((child) => `(${print(child)})`).join(` ${node.kind} `);
    }
  };
  fc.assert(
    fc.property(tree, (text) => {
      const { node } = parseCondition(text);
      expect(node && parsed(print(node))).toBe(brief(node));
    })
  );
});

it('never throws, and its faults lie in the text', () => {
  const word = fc.constantFrom(
    'a',
    'and',
    'or',
    'not',
    '(',
    ')',
    '1 of',
    'all',
    'of',
    'them',
    'x*',
    '|',
    ' ',
    '-',
    'é',
    '&'
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), fc.constantFrom('', ' '), (words, space) => {
      const text = words.join(space);
      for (const result of [parseCondition(text), parseCorrelationCondition(text)]) {
        expect(result.node === undefined).toBe(result.fault !== undefined);
        expect(result.fault === undefined || (result.fault.from >= 0 && result.fault.to <= text.length)).toBe(true);
      }
    })
  );
});

describe('names', () => {
  const resolve = (text: string, names: string[]): string => {
    const { node } = parseCondition(text);
    const result = node && resolveCondition(node, names, 1000);
    return (
      result?.fault?.message ??
      JSON.stringify(result?.resolved, (key, value: unknown) => (key === 'node' ? undefined : value))
    );
  };

  it('leaves out names with an underscore unless the pattern has one', () => {
    expect(resolve('1 of them', ['a', '_b'])).toBe('{"kind":"or","of":[{"kind":"name","name":"a"}]}');
    expect(resolve('all of _*', ['a', '_b'])).toBe('{"kind":"and","of":[{"kind":"name","name":"_b"}]}');
    expect(resolve('_b', ['a', '_b'])).toBe('{"kind":"name","name":"_b"}');
  });

  it('refuses names and selectors that find nothing', () => {
    expect(resolve('a and x', ['a', 'b'])).toBe(
      'The condition names "x", which the rule does not define. Define it, or write one of: "a", "b".'
    );
    expect(resolve('1 of x*', ['a'])).toBe('"1 of x*" selects no detection. The rule has: "a".');
    expect(resolve('a and them', ['a'])).toContain('stands where');
  });

  it('bounds what selectors multiply', () => {
    const names = Array.from({ length: 500 }, (_, i) => `s${i}`);
    expect(resolve('1 of s* or 1 of s* or 1 of s*', names)).toContain('more than 1000 terms');
  });

  it('matches patterns as the same regular expression would', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab*]{0,8}$/), fc.stringMatching(/^[ab]{0,8}$/), (pattern, name) => {
        const expression = new RegExp(`^${pattern.replace(/\*+/g, '.*')}$`);
        expect(matchesPattern(pattern, name)).toBe(expression.test(name));
      })
    );
  });
});
