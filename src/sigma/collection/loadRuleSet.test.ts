import { brief, load, places, ruleText } from '../testing/rules';
import type { RuleSet } from '../types';

const ID = '11111111-1111-4111-8111-11111111111';
const rule = (name: string, more = ''): string =>
  `title: ${name}\nname: ${name}\nlogsource: {product: aws, service: cloudtrail}\n${more}detection:\n    selection: {eventName: ${name}}\n    condition: selection\n`;
const correlation = (name: string, rules: string, more = ''): string =>
  `title: ${name}\nname: ${name}\ncorrelation:\n    type: event_count\n    rules: ${rules}\n    group-by: user\n    timespan: 5m\n    condition: {gte: 3}\n${more}`;
const filter = (rules: string, more = '', logsource = '{product: aws}'): string =>
  `title: F\nlogsource: ${logsource}\nfilter:\n    rules: ${rules}\n    selection: {user: admin}\n    condition: not selection\n${more}`;
const expressions = (set: RuleSet): string[] => set.rules.map(({ expression }) => brief(expression));
const codes = (set: RuleSet): string[] => set.problems.map(({ severity, code }) => `${severity} ${code}`);

it('keeps good documents beside bad ones, in order', () => {
  const set = load(rule('a'), 'title: [', `${rule('b')}---\ntitle: x\n---\n- list\n---\n${rule('c')}`);
  expect(set.rules.map(({ title }) => title)).toEqual(['a', 'b', 'c']);
  expect(set.problems.map(({ file, code }) => `${file} ${code}`)).toEqual([
    '1.yml yaml-syntax',
    '2.yml document-type',
    '2.yml invalid-logsource',
    '2.yml invalid-detection',
  ]);
});

it('never throws for any text, and names the file', () => {
  for (const text of ['', '\0', '}', 'a', '- 1', '? [', 'title: 1', '\ud800', 'a: &a\nb: *a', '--- |\n x']) {
    const set = load(text);
    expect(set.rules).toEqual([]);
    expect(set.problems.every(({ file }) => file === '0.yml')).toBe(true);
  }
});

describe('keys', () => {
  it('are the id, else the name, else file and document', () => {
    const set = load(
      `${rule('a', `id: ${ID}1\n`)}---\n${rule('b')}---\n${ruleText('    s: {a: 1}\n    condition: s\n')}`
    );
    expect(set.rules.map(({ key }) => key)).toEqual([`${ID}1`, 'b', '0.yml#2']);
  });

  it('are unique: a second rule with an id is refused, whatever its spelling', () => {
    const set = load(rule('a', `id: ${ID}1\n`), rule('b', `id: "{${ID.toUpperCase()}1}"\n`));
    expect(set.rules.map(({ title }) => title)).toEqual(['a']);
    expect(codes(set)).toEqual(['error duplicate-id']);
    expect(set.problems[0]?.message).toContain('"a" in 0.yml');
  });

  it('are made for rules that got one id from a global document', () => {
    const set = load(`action: global\nid: ${ID}1\n---\n${rule('a')}---\n${rule('b')}---\n${rule('c')}`);
    expect(set.rules.map(({ key }) => key)).toEqual([`${ID}1`, `${ID}1#2`, `${ID}1#3`]);
    expect(codes(set)).toEqual(['warning duplicate-id', 'warning duplicate-id']);
  });

  it('stay unique where a name is used twice', () => {
    const set = load(rule('a'), rule('a'));
    expect(new Set(set.rules.map(({ key }) => key)).size).toBe(2);
    expect(codes(set)).toEqual(['warning duplicate-name']);
  });
});

describe('actions', () => {
  it('merge a global document over rules until reset, not over correlations and filters', () => {
    const set = load(
      `action: global\nlevel: high\ndetection: {selection: {x: 1}}\n---\n${rule('a')}---\n${correlation('c', '[a]')}---\naction: reset\n---\n${rule('b')}`
    );
    expect(set.rules.map(({ level }) => level)).toEqual(['high', undefined]);
    expect(expressions(set)).toEqual(['selection:(eventName eq "a" and x eq 1)', 'selection:eventName eq "b"']);
    expect(set.correlations[0]?.level).toBeUndefined();
  });

  it('repeat the document before', () => {
    const set = load(`${rule('a')}---\naction: repeat\ntitle: b\nname: b\ndetection: {selection: {eventName: z}}\n`);
    expect(set.rules.map(({ title, custom }) => [title, custom])).toEqual([
      ['a', {}],
      ['b', {}],
    ]);
    expect(expressions(set)[1]).toBe('selection:eventName eq "z"');
  });

  it('are refused where they are none, or do not fit', () => {
    expect(places(load('action: foo\n').problems)).toEqual(['unknown-action 1:9']);
    expect(
      codes(
        load(
          `action: global\nlogsource: {product: x}\n---\ntitle: a\nlogsource: text\ndetection: {s: {a: 1}, condition: s}\n`
        )
      )
    ).toContain('error action-merge');
  });
});

describe('correlations', () => {
  it('find rules by name and id, and correlations by name', () => {
    const set = load(
      rule('a', `id: ${ID}1\n`),
      `${rule('b')}---\n${correlation('outer', '[inner, b]')}---\n${correlation('inner', `[${ID.toUpperCase()}1]`)}`
    );
    expect(codes(set)).toEqual([]);
    expect(set.correlations.map(({ key, rules }) => [key, rules])).toEqual([
      ['outer', ['inner', 'b']],
      ['inner', [`${ID}1`]],
    ]);
  });

  it('prefer a name of their own file', () => {
    const set = load(rule('a'), `${rule('a', `id: ${ID}2\n`)}---\n${correlation('c', 'a')}`, rule('a', `id: ${ID}3\n`));
    expect(set.correlations[0]?.rules).toEqual([`${ID}2`]);
  });

  it('are refused where a rule is missing or refused, with those that build on them', () => {
    const set = load(
      `${rule('bad', 'level: x\n')}---\n${correlation('c1', '[nothing]')}---\n${correlation('c2', '[c1]')}---\n${correlation('c3', '[bad]')}`
    );
    expect(set.correlations).toEqual([]);
    expect(
      set.problems.filter(({ code }) => code === 'unknown-rule-reference').map(({ message }) => message.split('.')[0])
    ).toEqual([
      'No rule of this set has the name or id "nothing"',
      '"c1" has an error itself',
      'The rule "bad" has an error itself',
    ]);
  });

  it('are refused in a circle, and only there', () => {
    const set = load(
      rule('a'),
      `${correlation('x', '[y]')}---\n${correlation('y', '[z, a]')}---\n${correlation('z', '[x]')}---\n${correlation('self', '[self]')}---\n${correlation('ok', '[a]')}`
    );
    expect(set.correlations.map(({ key }) => key)).toEqual(['ok']);
    expect(codes(set).filter((code) => code === 'error correlation-cycle')).toHaveLength(2);
  });

  it('may be chained 19,000 deep', () => {
    const chain = Array.from({ length: 19_000 }, (_, i) =>
      correlation(`c${i}`, i === 18_999 ? '[a]' : `[c${i + 1}]`)
    ).join('---\n');
    expect(load(`${rule('a')}---\n${chain}`).correlations).toHaveLength(19_000);
  });
});

describe('filters', () => {
  it('are ANDed as written to the rules they name, and to any with their log source', () => {
    const set = load(
      rule('a', `id: ${ID}1\n`),
      rule('b'),
      filter(`[${ID}1, b]`),
      filter('any', '', '{service: cloudtrail}'),
      filter('any', '', '{product: windows}')
    );
    const plain = (name: string): string =>
      `(selection:eventName eq "${name}" and not selection:user eq "admin" and not selection:user eq "admin")`;
    expect(expressions(set)).toEqual([plain('a'), plain('b')]);
    expect(set.rules[0]?.filters).toEqual(['2.yml#0', '3.yml#0']);
    expect(places(set.problems)).toEqual(['filter-unused 1:1']);
  });

  it('apply to the OR of all conditions', () => {
    const set = load(
      `title: a\nlogsource: {product: aws}\ndetection:\n    s: {a: 1}\n    t: {b: 1}\n    condition: [s, t]\n`,
      filter('any')
    );
    expect(expressions(set)).toEqual(['((s:a eq 1 or t:b eq 1) and not selection:user eq "admin")']);
  });

  it('do not take rules with them when they are wrong', () => {
    const set = load(
      rule('a'),
      filter('any').replace('not selection', 'nope'),
      'title: F\nlogsource: {product: aws}\nfilter: {selection: {a: 1}, condition: selection}\n'
    );
    expect(expressions(set)).toEqual(['selection:eventName eq "a"']);
    expect(codes(set)).toEqual(['error condition-unknown-name', 'error filter-rules']);
  });
});
