import { bundledRules } from '../bundled';
import { describeShared, readShared } from '../../sigma/testing/shared';
import { loadRuleSet } from '../../sigma';
import { copyOfRule } from './copyOfRule';
import { loaded } from './testing/loaded';

const NEW = { id: '6d9d9a52-7f0c-4f1e-9c43-2a6f8f5b1c10', date: '2026-01-31' };
const OLD = '352a918a-34d8-4882-8470-44830c507aa3';

/** Every rule of the sources that stands alone in its file, and what its copy becomes. */
function expectCopies(sources: ReadonlyArray<{ file: string; text: string }>): number {
  let copied = 0;
  for (const source of sources) {
    const { rules, correlations, filters, problems } = loadRuleSet([source]);
    const [rule] = rules;
    if (
      rules.length !== 1 ||
      correlations.length + filters.length > 0 ||
      problems.some(({ severity }) => severity === 'error')
    ) {
      continue;
    }
    copied++;
    const copy = copyOfRule(source.text, { ...NEW, of: { id: rule.key, title: rule.title } });
    const [made] = loaded(copy).rules;
    expect(made.id).toBe(NEW.id);
    expect(made.title).toBe(`Copy of ${rule.title}`);
    expect(made.date).toBe(NEW.date);
    expect(made.modified).toBeUndefined();
    expect(made.related).toEqual([{ id: rule.id, type: 'derived' }, ...rule.related]);
    expect(made.detections.map(({ yaml }) => yaml)).toEqual(rule.detections.map(({ yaml }) => yaml));
    expect([made.level, made.tags, made.references, made.description]).toEqual([
      rule.level,
      rule.tags,
      rule.references,
      rule.description,
    ]);
  }
  return copied;
}

it('keeps what our rules say, under a new title, id and date', () => {
  expect(expectCopies(bundledRules)).toBeGreaterThan(80);
});

describeShared('data/sigma-rules', 'a copy of a rule of SigmaHQ', (path) => {
  it('says what the rule says', () => {
    expect(expectCopies(readShared(path, '.yml'))).toBeGreaterThan(50);
  });
});

it('keeps comments and the order of members, and leaves a list in brackets alone', () => {
  const text = `# ours
title: >-
    Two
    lines
related: [{ id: ${OLD}, type: similar }]
# what it looks for
detection: # here
    a: {b: c}
    condition: a
modified: 2024-01-01

logsource:
    product: aws
`;
  expect(copyOfRule(text, { ...NEW, of: { id: 'a/file.yml', title: 'Two lines' } })).toBe(`# ours
title: Copy of Two lines
id: ${NEW.id}
date: '2026-01-31'
related: [{ id: ${OLD}, type: similar }]
# what it looks for
detection: # here
    a: {b: c}
    condition: a

logsource:
    product: aws
`);
});
